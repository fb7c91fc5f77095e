"""What an idea is about: the name and what it is. Sure patterns first; no pattern, no name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.documents.idea_offer import Span
from pipelines.sdk import Language

__all__ = ["HIDDEN", "Subject", "hide", "subject_of", "without_lead"]

HIDDEN = "\ufffc"
"""Stands for one character of an amount, a day or a link, so that no name runs into it."""


@dataclass(frozen=True)
class Subject:
    """The name, and what it is (``""`` when unsure); ``audience`` when the phrase names one."""

    name: str
    category: str = ""
    audience: str = ""


def hide(text: str, spans: list[Span]) -> str:
    """The text with those spans covered, of the same length."""
    for start, end in spans:
        text = text[:start] + HIDDEN * (end - start) + text[end:]
    return text


_QUOTED = re.compile(
    r"[“\"「『《](?P<a>[^”\"」』》]{1,40})[”\"」』》]"
    r"|(?<!\w)['‘](?P<b>[^'’]{1,40}?(?:[’'](?=\w)[^'’]*)?)['’](?!\w)"
)
_SAID = re.compile(
    r"(?:口号|标语|主题|写着|说|slogan|tagline|theme|motto|says?|saying)\W*$", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"(?<!\bCo)(?<!\bInc)(?<!\bLtd)(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bNo)\.(?=\s|$)"
    r"|[。！!？?\n]"
)
_CLAUSE = re.compile(r"[，,；;：、|（）()]|:(?=\s)|\s[-–—]+\s|—+")

# ---- Chinese ---------------------------------------------------------------------------------
_LEAD_ZH = re.compile(
    rf"^(?:[\s，。,.;；：:!！]|{HIDDEN}|hi\b|hello\b|你好呀?|您好|大家好|嗨|哈[喽啰]|请|求|帮忙?"
    rf"|麻烦|我(?:们|家)?(?:想要?|要|需要|打算|准备)|想要?|"
    r"需要|准备|打算|我们?的?(?:是|在|家|店里)?|咱们?的?|本(?:店|公司|品牌)|这是|(?:写|做|拍|设计"
    r"|来|搞|办|策划|制作|生成)(?:一?[个份条篇支场组套张下款些])?|"
    r"给(?!力)|为了?|宣传|推广|介绍|发布|推出|上线|推荐|卖|售卖|销售|经营着?|主营|专[卖营]|一下"
    r"|关于|全?新(?!年|春|疆|鲜|闻|手|娘|生|加坡)(?:款|品(?:上市|发布|首发|上新)?)?|重磅|隆重|"
    r"好消息|欢迎|限时|特价|现价|原价|售价|仅需?|只要|只需|现在|举[行办]"
    r"|开设?了?(?=[\u3400-\u9fff]{3})(?![心车水箱发业课])|做了|推出了|一[名位]|立减|直降|满|减|送"
    r"|赠|获赠|全场|所有|优惠|折扣|打折|免费|第一[杯堂节次款本]|"
    r"一?[个篇条]?(?:小红书|抖音|微博|公众号|朋友圈|微信|视频号)(?:文案|笔记|视频|海报|推文)?"
    r"|一[家款个间种场门部台套瓶只次]|新开的?|自家|的|是|叫|和|还有)+",
    re.IGNORECASE,
)
_ONE_ZH = re.compile(
    r"(?:^|[的了是着出卖做开有推])(?P<one>一[家款个间种场门部台套支瓶只](?!起|样|般|定|点|次))"
)
_TAIL_ZH = re.compile(
    r"(?:(?:做|写|拍|设计|来|搞|办|策划|制作)(?:一?[个份条篇支场组套张下些])?(?:.{0,4})?)?"
    r"(?:推广|宣传|广告|海报|文案|短?视频|方案|活动策划|促销(?:活动)?|大促|营销)+$"
    r"|(?:[做搞办]|策划|有)(?:一?[个场次]|些)?活动$"
    r"|(?:(?:正式|全新|盛大|重磅|即将|马上|今日|终于|要)?(?:开课|招生|上线|上市|开业|开张|发布|开售"
    r"|开讲|开抢|首发|来|回归|升级|开放报名|报名中)(?:啦|了|中)?)+$"
)
_STOP_ZH = re.compile(
    rf"[，。；：！？、,.;:!?()（）|\n]|{HIDDEN}|(?<![A-Za-z])\d|面向|针对|适合|专为|主打|售价|只要"
    rf"|仅需|只需|价格|现价|原价|特价|，?给|的时候|"
    r"(?<=[\u3400-\u9fff]{2})(?:周[一二三四五六日天末]|星期|本[周月]|下[周个月]|这[周个]"
    r"|今[天晚日]|明[天晚日]|每[天周月晚日]|正在|现在|即将|马上|限时|全场|半价|"
    r"打折|促销|免费|买一送一|第[二两]|支持|采用|带你|帮你|让|可以|已经|位于|坐落|续航|早上?|晚上"
    r"|上午|下午|买|(?<!配)送|满|直降|立[减省]|降价|(?<![自存实现内])在(?=[\u3400-\u9fff])|开门"
    r"|营业|有(?!机|声|氧|限|轨|趣))"
)
_CALLED_ZH = re.compile(
    r"(?:(?P<a>名字?叫做?|取名叫?|名为|店名[是叫]?|品牌名?[是叫]?|产品名?[是叫])"
    r"|(?P<b>(?:(?<=[，, ])|(?<=[店家室馆坊房厅庄铺站厂校院吧牌书机具课班会司屋园社队款个])|^)(?:就"
    r"|它)?叫做?(?![上醒外好你大车做卖座号他她我]))|(?P<c>一[家款个间种场门部台]叫做?)"
    r"|(?<=[一][家款个间种场门部台])(?P<d>[^，。,]{2,14}?)叫做?)"
    r"\s*[：:]?(?P<name>[\u3400-\u9fffA-Za-z0-9·&’' .-]{2,20}?)(?=[，。；！？,;!?\n]|的|\.(?:\s|$)"
    r"|$)"
)
_IS_ZH = re.compile(
    r"^(?P<name>[\u3400-\u9fffA-Za-z0-9·&]{2,12}?)(?:是|，)(?:我们?的?"
    r"|中国)?(?:全?新的?)?一[家款个间种场门部台套](?P<what>[^，。！？,!?]{2,24})"
)
_AUDIENCE_ZH = re.compile(
    r"^(?:我们?(?:想|要)?)?(?:做|卖|推出|教|开)?(?:一[家款个门种场])?(?:面向|针对|适合|专为|给|为"
    r"|写给)"
    r"(?P<who>(?!我|咱|本店|公司|自己|大家|新款)[^，。；,.;！!？?\d的]{2,10}?)(?:们)?(?:设计|准备"
    r"|打造|定制|开设|量身打造)?的(?P<what>.{2,})"
)
_NO_NAME_ZH = re.compile(
    r"(?:[\u3400-\u9fff]{1,4}季|[一二三四五六七八九十百半两]+[元折]|本?周[末一二三四五六日]|快乐"
    r"|新春|祝|全[店场]|店内|招聘|月薪|年薪|今[天晚日年]|明天"
    r"|周[末一二三四五六日]|本周|春节|元旦|国庆|中秋|端午|七夕|情人节|双十[一二]|圣诞|新年|开学"
    r"|母亲节|父亲节|儿童节|妇女节|五一|十一|"
    r"活动|促销|优惠|折扣|特价|秒杀|福利|惊喜|新品|产品|商品|东西|广告|海报|文案|视频|方案|客户"
    r"|顾客|朋友|大家|欢迎|开业|到店|"
    r"上市|发布|包邮|单杯|每[人份杯]|全款|成人|儿童|限量|免单|报名|预约|详情|地址|电话|营业|生意"
    r"|销量|春天|夏天|秋天|冬天|夏日|冬季|夏季|"
    r"小红书|抖音|微博|公众号|朋友圈|微信|淘宝|天气|节日|时间|地点|价格|推广|宣传|营销|品牌|公司"
    r"|店|小店|本店|门店|免运费|大促|早上?|晚上?|满意|超级?|真的?|很|太)+"
)
_CLAUSE_ZH = re.compile(
    r"[了吗呢吧啦啊呀哦么]|我们?|你|您|他们|她|就(?!业)|(?<![成首古京])都(?!市)|可以|能够|让"
    r"|把(?![手])|快来|一起"
    r"|因为|所以|如果|虽然|但是|"
    r"^[招接](?!牌)|[真很太]|好[吃喝看用玩]$|抢购|(?:老师|教练|师|店主|老板)$|来临|到来"
    r"|来[袭了]|怎么|什么|为何|正在|[要想]去|到店|打[烊折]|领取|[立直]减|(?<!自"
    r"|众)[^\u3400-\u9fff]*送[^别礼餐]"
)


def _clean_zh(phrase: str) -> str:
    """The noun of a phrase: after the verbs and "一家", before the first qualifier."""
    phrase = phrase.strip()
    if HIDDEN in phrase and (after := re.search(rf"{HIDDEN}+\s*(?:元|起)?的(.+)$", phrase)):
        phrase = after[1]
    phrase = _TAIL_ZH.sub("", _LEAD_ZH.sub("", phrase))
    if one := list(_ONE_ZH.finditer(phrase)):
        phrase = phrase[one[-1].end("one") :]
    phrase = _LEAD_ZH.sub("", _STOP_ZH.split(_LEAD_ZH.sub("", phrase), maxsplit=1)[0])
    phrase = _TAIL_ZH.sub("", phrase).strip(" 的-")
    head = phrase.rsplit("的", 1)[-1]
    return _LEAD_ZH.sub("", head) if len(head) >= 2 and _sure_zh(_LEAD_ZH.sub("", head)) else phrase


def _sure_zh(phrase: str) -> bool:
    letters = [c for c in phrase if c.isalnum()]
    return (
        len(letters) >= 2
        and len(phrase) <= 18
        and not _NO_NAME_ZH.fullmatch(phrase)
        and not _CLAUSE_ZH.search(phrase)
    )


def _category_zh(phrase: str) -> str:
    found = _clean_zh(phrase)
    return found if _sure_zh(found) and len(found) <= 14 else ""


def _named_zh(sentence: str, before: str) -> Subject | None:
    """ "一家X，叫Y", "一家叫Y的X", "Y是一款X"."""
    if match := _CALLED_ZH.search(sentence):
        rest = sentence[match.end() :]
        behind = _category_zh(rest[1:]) if rest.startswith("的") else ""
        ahead = match["d"] or _CLAUSE.split(sentence[: match.start()].rstrip("，, "))[-1]
        name = match["name"].strip(" .")
        if HIDDEN not in name:
            return Subject(name, behind or _category_zh(ahead) or _category_zh(before))
    if match := _IS_ZH.match(_LEAD_ZH.sub("", sentence)):
        name = match["name"]
        if _sure_zh(name):
            return Subject(name, _category_zh(match["what"]))
    return None


def _phrase_zh(clause: str) -> Subject | None:
    if re.match(r"\s*我叫", clause):
        return None  # a person
    who = ""
    if match := _AUDIENCE_ZH.match(
        _LEAD_ZH.sub("", clause) if clause[:1] in "我帮请想" else clause
    ):
        clause, who = match["what"], match["who"]
    name = _clean_zh(clause)
    return Subject(name, name if len(name) <= 12 else "", who) if _sure_zh(name) else None


# ---- English ---------------------------------------------------------------------------------
_DET = rf"(?:our|my|the|an?|your|this|these|some|all|any|every|{HIDDEN}+)"
_LEAD_EN = re.compile(
    rf"^(?:\s*(?:{HIDDEN}+|[,.;:–—-]|(?:hi|hello|hey)(?: there| everyone| all| folks)?\b|good news"
    rf"|big news|breaking|"
    r"(?:please|can you|could you|i(?: would|'d) like to|i want(?: to)?|i need(?: to)?"
    r"|we need(?: to)?|we want(?: to)?|we(?:'re| are)|i(?:'m| am)|let's|help (?:me|us)|looking to|"
    r"(?:i|we) (?:just )?(?:run|own|sell|make|teach|have|offer|bake|build|built|opened|launched"
    r"|started|created|host|organi[sz]e)|"
    r"launch(?:ing)?|promot(?:e|ing)|advertis(?:e|ing)|announc(?:e|ing)|introduc(?:e|ing)"
    r"|present(?:ing)?|sell(?:ing)?|opening|"
    r"meet|sign up for|register for|don't miss|(?:need|looking for) (?:more )?(?:customers|clients"
    r"|students) for|say hello to|welcome to|come to|join us (?:for|at)|check out|market(?:ing)?"
    r"|running|hosting|organi[sz]ing|"
    r"(?:grand |the )*(?:opening|launch) of|create|write|design|make|"
    r"(?:an? )?(?:campaign|video|poster|posts?|copy|ad|flyer|promo|advert)s? (?:for|about)|"
    r"save|win|get|off|now|was|only|just|for|about|on|at|instead of|free shipping on"
    r"|black friday sale on|sale on|discount on|deals? on|"
    r"(?:try|enjoy|discover|shop|grab|buy|order|visit|book|join|see|celebrate|experience|taste"
    r"|download)(?=\s+(?:" + _DET + r"|new|[A-Z]))|"
    r"our|my|the|an?|your|this|some|all|brand-new|new|small|little|tiny|local|family-run|very|own"
    r"|free(?= [a-z]))\b))+\s*",
    re.IGNORECASE,
)
_STOP_EN = re.compile(
    r"\s+(?:for|with|that|which|who|from|at|in|on|by|before|until|till|now|is|are|was|were|has"
    r"|have|will|can|to|and|or|priced|starting|"
    r"where|when|while|because|so|using|made|designed|offers?|serves?|sells?|provides?|helps?"
    r"|lets?|makes?|gives?|keeps?"
    r"|launch(?:es|ing)?|opens?|opening|this|next|every|"
    r"today|tomorrow|tonight|of all|near|just|only|here|available|online|free|sale|it|we|you)\b"
    rf"|[,.;:!?()–—|]|\s-\s|{HIDDEN}|(?<!\w)\d(?![\w]*-)",
    re.IGNORECASE,
)
_NAME_EN = (
    r"(?:[A-Z][\w'’]*|[a-z]+[A-Z]\w*)(?:-\w+)*(?:\s+(?:(?:&|and|of"
    r"|the)\s+(?=[A-Z]))?(?:[A-Z][\w'’]*|\d{1,4}(?![\w%]))(?:-\w+)*"
    r"|\s+&\s+Co\.?)*(?:(?<=\bCo)\.)?"
)
_PROPER = re.compile(_NAME_EN)
_CALLED_EN = re.compile(rf"\b(?:called|named)\s+(?P<name>{_NAME_EN})")
_OWN_EN = re.compile(rf"\b(?i:our|my)\s+(?:{HIDDEN}+\s*)?(?P<what>[a-z0-9][^,.;:!?{HIDDEN}]*)")
_THEN_NAME = re.compile(rf",\s+(?P<name>{_NAME_EN})(?=,|\.|$)")
_SELLER = re.compile(
    rf"\b(?:(?:from|by) (?P<a>{_NAME_EN})|at (?:the )?(?P<b>{_NAME_EN}))(?=[,.!?]|\s*$|\s(?:on|in"
    rf"|for|until)\b)"
)
_HOUSE = re.compile(
    r"(?:School|Studios?|Caf[eé]|Bakery|Restaurant|Gym|Club|Academy|Salon|Shop|Store|Clinic"
    r"|Kitchen|Bar|Coffee|Books|Bookstore|Marathon|Festival|Fest|Fair|Conference|Summit|Workshop"
    r"|Concert|Expo|Bootcamp|Retreat)$"
)
_PEOPLE = re.compile(r"\w+(?:ish|[aei]an|ese)\b|(?:French|Thai|Greek|Dutch|Swiss)\b")
_APPOSED = re.compile(
    r"^\s*(?:,|:|–|—|\s-\s|\bis\b|\bare\b)\s*(?P<lead>(?:our|my|an?|the)(?:\s+(?:all-?new"
    r"|brand-new|new|small|little|tiny|local|first))*\s+)?(?P<what>[a-z0-9].*)"
)
_OCCASION = re.compile(
    r"(?:(?:black friday|cyber monday|christmas|xmas|easter|valentine'?s?(?: day)?|mother'?s day"
    r"|father'?s day|new year(?:'s)?(?: eve)?|"
    r"halloween|thanksgiving|spring|summer|autumn|fall|winter|back to school|holidays?|weekend"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|sale"
    r"|sales|deal|deals|offer|offers|discount|season|special|prices?|early|bird|"
    r"everything|everyone|all|today|tomorrow|tonight|week|month|us|it|them|something|things?|stuff"
    r"|products?|items?|shop|store|business|company|customers?|friends|"
    r"i|we|you|hi|hello|ad|ads|poster|video|campaign|great|amazing|big|huge|flash|grand|opening"
    r"|shipping|free|limited|time|ages?|kids|adults|small|large|happy|merry"
    r"|\d+(?:\s?[ap]m)?)\b\s*)+",
    re.IGNORECASE,
)
_VERB_EN = re.compile(
    r"(?:open|opens|get|keep|stay|feel|make|learn|start|starts|stop|find|come|comes|be|go|let"
    r"|let's|do|does|don't|have|has|love|want|need|needs|look|looking|"
    r"tired|ready|are|is|am|was|were|do|can|could|will|would|should|save|win|buy|try|enjoy|join"
    r"|shop|grab|discover|visit|book|see|order|call|use|take|give|"
    r"available|launching|starting|coming|now|only|just|perfect|ideal|great|fit|made|designed"
    r"|built|and|with|from|to|in|at|on|by|not|no|if|when|why|how|what|"
    r"because|it|we|you|i|they|he|she|there|here|so|but|or|also|plus|please|enter|sign|bring"
    r"|celebrate|upgrade|for|that|which|who|or|until|say|tell|treat|meet|reach|check|follow|click"
    r"|share|spend|pick|choose|turn|move|help|helps|protect|boost|improve|cook|play|listen|watch"
    r"|read|ride|explore|relax|imagine|wife|husband|mum|mom|dad|sister|brother|friends?|daughter"
    r"|son|(?:dog|cat|life|family)$|happy|merry|each|donate|refer|earn|raise|deal|never|ever|more"
    r"|less|off|up|limited|it's"
    r"|we're|i'm|i've|works|grows?|going|drink|eat|sleep|wake|run|write|create)\b",
    re.IGNORECASE,
)
_VERB_INSIDE = re.compile(
    r"\s(?:is|are|was|were|am|will|can|you|your|we|our|it|they|be|been|has|have|get|gets|bring"
    r"|brings|love|loves|bakes|helps|makes|gives|costs|who|why|how|if|not|don't)(?:\s|$)",
    re.IGNORECASE,
)


def _clean_en(phrase: str) -> str:
    return _STOP_EN.split(_LEAD_EN.sub("", phrase), maxsplit=1)[0].strip(" -'\"")


def _sure_en(phrase: str) -> bool:
    words = phrase.split()
    return (
        0 < len(words) <= 6
        and len(phrase) >= 3
        and not _OCCASION.fullmatch(phrase)
        and not _VERB_EN.match(phrase)
        and not _VERB_INSIDE.search(phrase)
        and not words[-1].lower().endswith("ly")
    )


def _category_en(phrase: str) -> str:
    found = _clean_en(phrase)
    return found if _sure_en(found) else ""


def _capital(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def _behind_name(rest: str) -> str:
    """What a name is, from the words behind it: ", our new X", ": X", " is a X"."""
    match = _APPOSED.match(rest)
    if not match or (not match["lead"] and rest.lstrip()[:2] in ("is", "ar")):
        return ""
    return _category_en(match["what"])


def _named_en(sentence: str, before: str) -> Subject | None:
    """ "an X called Y", "Y, our new X", "our X, Y,"."""
    if match := _CALLED_EN.search(sentence):
        ahead = _CLAUSE.split(sentence[: match.start()].rstrip(", "))[-1]
        return Subject(match["name"], _category_en(ahead) or _behind_name(sentence[match.end() :]))
    body = _LEAD_EN.sub("", sentence)
    proper = _PROPER.match(body)
    if proper and _is_name(proper.group(), sentence):
        at = len(sentence) - len(body)
        return _with_noun(proper.group(), body[proper.end() :], sentence[:at])
    if (own := _OWN_EN.search(sentence)) and _sure_en(phrase := _clean_en(own["what"])):
        after = _THEN_NAME.match(sentence, own.end())
        if after and _is_name(after["name"], ""):
            return Subject(after["name"], phrase)
        return Subject(_capital(phrase), phrase)
    if seller := _SELLER.search(sentence):
        name = seller["a"] or seller["b"]
        if _is_name(name, "") and (_HOUSE.search(name) or (seller["a"] and " " in name)):
            return Subject(name)
    return None


def _with_noun(name: str, rest: str, ahead: str) -> Subject:
    """A proper name and the noun after it: "the iPhone case", "our Quiet Library app"."""
    noun = re.match(r" ([a-z][a-z -]*)", rest)
    if noun and re.search(r"\b(?:our|my|the|an?|new)\s+$", ahead, re.IGNORECASE):
        words = _STOP_EN.split(" " + noun[1], maxsplit=1)[0].strip(" -")
        if words and len(words.split()) <= 2 and _sure_en(words):
            return Subject(name if " " in name else f"{name} {_capital(words)}", words)
    return Subject(name, _behind_name(rest))


def _is_name(words: str, sentence: str) -> bool:
    """A proper name: not an occasion, not a verb, not capital only because a sentence begins."""
    if (
        _OCCASION.fullmatch(words)
        or _VERB_EN.fullmatch(words.split(maxsplit=1)[0])
        or len(words) < 2
    ):
        return False
    starts = sentence.lstrip().startswith(words) and " " not in words
    return not (starts and not any(c.isupper() or c.isdigit() for c in words[1:])) or (
        starts
        and bool(
            re.match(r"(?:,|:| is| [-–—]) (?:an?|our|the|my) ", sentence.lstrip()[len(words) :])
        )
    )


def _phrase_en(clause: str) -> Subject | None:
    phrase = _clean_en(clause)
    if not _sure_en(phrase):
        return None
    first, rest = phrase[:1], phrase[1:]
    common = rest == rest.lower() and not _PEOPLE.match(phrase)
    return Subject(_capital(phrase), first.lower() + rest if common else phrase)


# ---- both ------------------------------------------------------------------------------------
def without_lead(words: str, language: Language) -> str:
    """The words after greetings and leading verbs; ``""`` when there is nothing else."""
    return (_LEAD_ZH if language == "zh" else _LEAD_EN).sub("", words).strip(" ,，。.、")


def _sentences(text: str) -> Iterator[str]:
    for part in _SENTENCE.split(text):
        if part.strip(f" ,，{HIDDEN}"):
            yield part.strip()


def _quoted(text: str, language: Language) -> Subject | None:
    clean = _category_zh if language == "zh" else _category_en
    for match in _QUOTED.finditer(text):
        name = (match["a"] or match["b"]).strip()
        if _SAID.search(text[: match.start()]) or not any(c.isalnum() for c in name):
            continue
        if re.search(r"[。！？!?]|\.\s", name):
            continue
        rest = _SENTENCE.split(text[match.end() :])[0]
        ahead = _SENTENCE.split(text[: match.start()])[-1]
        if language == "en":
            ahead = re.sub(r"[,:]?\s*(?:\b(?:called|named)\s*)?$", "", ahead)
            category = _behind_name(rest) or clean(_CLAUSE.split(ahead)[-1])
            if not category and (noun := re.match(r"\s+([a-z][a-z -]+)", rest)):
                category = clean(noun[1])
        else:
            behind = re.match(
                r"(?:，|,|：|:|——?)?(?:是?一[家款个间种场门部台]|的|这[家款个])(.+)", rest
            )
            ahead = re.sub(r"(?:一[家款个间种])?(?:名字|名?叫做?|名为|[：:，, ])+$", "", ahead)
            category = (clean(behind[1]) if behind else "") or clean(_CLAUSE.split(ahead)[-1])
        return Subject(name, "" if category == name else category)
    return None


def subject_of(text: str, language: Language) -> Subject | None:
    """The subject, or None when nothing in the text surely names one.

    In this order: what stands in quotes; a name given by "called", an apposition or a capital; then
    the first noun phrase that is no greeting, occasion, verb or clause.

    Args:
        text: One or several sentences; amounts, days and links hidden (see ``hide``).
        language: The text's language.
    """
    if found := _quoted(text, language):
        return found
    named = _named_zh if language == "zh" else _named_en
    phrase = _phrase_zh if language == "zh" else _phrase_en
    sentences = list(_sentences(text))
    for place, sentence in enumerate(sentences):
        before = sentences[place - 1] if place else ""
        for part in [sentence, *(_CLAUSE.split(sentence)[1:] if language == "en" else [])]:
            if found := named(part, before):
                return found
    for sentence in sentences:
        for clause in _CLAUSE.split(sentence):
            for part in [clause, *re.split(f"{HIDDEN}+", clause)[1:]]:
                if found := phrase(part.strip()):
                    return found
    return None
