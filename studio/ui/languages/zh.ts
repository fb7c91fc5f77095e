<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name>board</name>
    <message>
        <source>Back to the brief</source>
        <translation>返回简报</translation>
    </message>
    <message>
        <source>Edit brief</source>
        <translation>编辑简报</translation>
    </message>
    <message>
        <source>Make again</source>
        <translation>再做一版</translation>
    </message>
    <message>
        <source>Make another version from the same brief, with other pictures</source>
        <translation>用同一份简报再做一个版本，画面会不同</translation>
    </message>
    <message>
        <source>Export folder…</source>
        <translation>导出文件夹…</translation>
    </message>
    <message>
        <source>Posters</source>
        <translation>海报</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>文案</translation>
    </message>
    <message numerus="yes">
        <source>%n posters</source>
        <translation>
            <numerusform>%n 张海报</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts</source>
        <translation>
            <numerusform>%n 篇文案</numerusform>
        </translation>
    </message>
    <message>
        <source>1 video</source>
        <translation>1 条视频</translation>
    </message>
    <message>
        <source>PDF too</source>
        <translation>含 PDF</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>{used} of {limit} characters</source>
        <translation>{used} / {limit} 字</translation>
    </message>
</context>
<context>
    <name>campaign</name>
    <message>
        <source>New campaign</source>
        <translation>新建营销活动</translation>
    </message>
    <message>
        <source>One brief becomes copy, posters and a voiced video.</source>
        <translation>一份简报，生成文案、海报和配音短视频。</translation>
    </message>
    <message>
        <source>Load example</source>
        <translation>载入示例</translation>
    </message>
    <message>
        <source>Open brief…</source>
        <translation>打开简报…</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>清空重填</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>开始生成</translation>
    </message>
    <message>
        <source>Briefs</source>
        <translation>简报文件</translation>
    </message>
    <message>
        <source>Made on this machine. Nothing leaves it.</source>
        <translation>全部在本机完成，内容不会外传。</translation>
    </message>
    <message>
        <source>Some fields need your attention.</source>
        <translation>有几处需要你补充或修改。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Where shall the folder go?</source>
        <translation>把文件夹导出到哪里？</translation>
    </message>
    <message>
        <source>Exported to {folder}</source>
        <translation>已导出到 {folder}</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
</context>
<context>
    <name>fault</name>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>Try again; if it fails once more, look into the logs folder.</source>
        <translation>请再试一次；如果仍然失败，请查看 logs 文件夹。</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>Pick a colour</source>
        <translation>选择颜色</translation>
    </message>
    <message>
        <source>More colours…</source>
        <translation>更多颜色…</translation>
    </message>
    <message>
        <source>Pick a day</source>
        <translation>选择日期</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>未设日期</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Open with another program</source>
        <translation>用其他程序打开</translation>
    </message>
</context>
<context>
    <name>folder</name>
    <message>
        <source>The data folder cannot be used</source>
        <translation>数据文件夹无法使用</translation>
    </message>
    <message>
        <source>The studio keeps its jobs and files there. Choose a folder you may write to.</source>
        <translation>任务和文件都保存在这里。请选择一个可以写入的文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>form</name>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>cold brew coffee, yoga class…</source>
        <translation>冷萃咖啡、瑜伽课…</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>品类</translation>
    </message>
    <message>
        <source>In a sentence</source>
        <translation>一句话介绍</translation>
    </message>
    <message>
        <source>The campaign claims nothing that does not stand here.</source>
        <translation>生成的内容只会使用这里写明的事实。</translation>
    </message>
    <message>
        <source>Selling points</source>
        <translation>卖点</translation>
    </message>
    <message>
        <source>What it has</source>
        <translation>有什么特点</translation>
    </message>
    <message>
        <source>What the customer gets from it</source>
        <translation>给顾客带来什么</translation>
    </message>
    <message>
        <source>Add a selling point</source>
        <translation>添加卖点</translation>
    </message>
    <message>
        <source>Reasons to buy</source>
        <translation>购买理由</translation>
    </message>
    <message>
        <source>early risers, young parents…</source>
        <translation>早起上班的人、新手父母…</translation>
    </message>
    <message>
        <source>Who it is for</source>
        <translation>目标人群</translation>
    </message>
    <message>
        <source>A problem it solves</source>
        <translation>它解决的一个问题</translation>
    </message>
    <message>
        <source>Add a problem</source>
        <translation>添加痛点</translation>
    </message>
    <message>
        <source>What troubles them</source>
        <translation>他们的痛点</translation>
    </message>
    <message>
        <source>Battery life</source>
        <translation>续航</translation>
    </message>
    <message>
        <source>60 h</source>
        <translation>60 小时</translation>
    </message>
    <message>
        <source>Add a number</source>
        <translation>添加数据</translation>
    </message>
    <message>
        <source>Numbers that may be shown</source>
        <translation>可以展示的数据</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原价</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Gift</source>
        <translation>赠品</translation>
    </message>
    <message>
        <source>7 pm, doors open at 6</source>
        <translation>19:00，18:00 入场</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Try it now</source>
        <translation>立即尝鲜</translation>
    </message>
    <message>
        <source>Call to action</source>
        <translation>行动号召</translation>
    </message>
    <message>
        <source>https://…</source>
        <translation>https://…</translation>
    </message>
    <message>
        <source>The QR code on posters and video leads here.</source>
        <translation>海报和视频中的二维码会指向这里。</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Drop product photos here, or click to choose</source>
        <translation>把产品照片拖到这里，或点击选择</translation>
    </message>
    <message>
        <source>Drop photos of people here, or click to choose</source>
        <translation>把人物照片拖到这里，或点击选择</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Slogan</source>
        <translation>口号</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>主色</translation>
    </message>
    <message>
        <source>Accent</source>
        <translation>点缀色</translation>
    </message>
    <message>
        <source>Drop the logo here, or click to choose</source>
        <translation>把标志拖到这里，或点击选择</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Channels and languages</source>
        <translation>渠道与语言</translation>
    </message>
    <message>
        <source>The first one chosen is spoken in the video.</source>
        <translation>视频配音使用最先选中的语言。</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>Poster style</source>
        <translation>海报风格</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>话题</translation>
    </message>
    <message>
        <source>Add a topic</source>
        <translation>添加话题</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>话题标签</translation>
    </message>
    <message>
        <source>Presenter</source>
        <translation>数字人</translation>
    </message>
    <message>
        <source>Who speaks in the video</source>
        <translation>由谁在视频中出镜讲解</translation>
    </message>
</context>
<context>
    <name>library</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>生成配方</translation>
    </message>
    <message>
        <source>This file was given, not made.</source>
        <translation>这个文件是你提供的，不是生成的。</translation>
    </message>
    <message>
        <source>The file is gone. Run its job again: it is made anew.</source>
        <translation>文件已不在。重新运行对应任务即可再次生成。</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>隐藏详情</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>素材库</translation>
    </message>
    <message>
        <source>Everything the studio made, and the photos you gave it.</source>
        <translation>这里是工作室生成的全部内容，以及你提供的照片。</translation>
    </message>
    <message>
        <source>Search names and texts</source>
        <translation>搜索名称和文字</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Your library is empty</source>
        <translation>素材库还是空的</translation>
    </message>
    <message>
        <source>Posters, videos, voices and texts gather here as you make them.</source>
        <translation>生成的海报、视频、配音和文案都会汇集在这里。</translation>
    </message>
    <message>
        <source>Make a campaign</source>
        <translation>新建营销活动</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Try other words, or look at all kinds.</source>
        <translation>换个词试试，或查看全部类型。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>素材</translation>
    </message>
</context>
<context>
    <name>mistakes</name>
    <message>
        <source>Please fill this in.</source>
        <translation>请填写此项。</translation>
    </message>
    <message>
        <source>Write the colour as #rrggbb, like #0f4c4a.</source>
        <translation>颜色请写成 #rrggbb，例如 #0f4c4a。</translation>
    </message>
    <message>
        <source>Choose at least one.</source>
        <translation>请至少选择一项。</translation>
    </message>
    <message>
        <source>That is too much; take some away.</source>
        <translation>太多了，请删去一些。</translation>
    </message>
    <message>
        <source>This is too long; shorten it.</source>
        <translation>太长了，请缩短。</translation>
    </message>
    <message>
        <source>This is not a number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>This must not be below zero.</source>
        <translation>不能小于零。</translation>
    </message>
    <message>
        <source>Write the day as 2026-09-01.</source>
        <translation>日期请写成 2026-09-01。</translation>
    </message>
    <message>
        <source>The end is before the start.</source>
        <translation>结束日期早于开始日期。</translation>
    </message>
    <message>
        <source>The old price is below the new one.</source>
        <translation>原价低于现价。</translation>
    </message>
    <message>
        <source>A link starts with https:// or http://</source>
        <translation>链接应以 https:// 或 http:// 开头</translation>
    </message>
    <message>
        <source>A link holds no spaces.</source>
        <translation>链接中不能有空格。</translation>
    </message>
</context>
<context>
    <name>names</name>
    <message>
        <source>Xiaohongshu</source>
        <translation>小红书</translation>
    </message>
    <message>
        <source>Douyin</source>
        <translation>抖音</translation>
    </message>
    <message>
        <source>WeChat article</source>
        <translation>公众号</translation>
    </message>
    <message>
        <source>Weibo</source>
        <translation>微博</translation>
    </message>
    <message>
        <source>Instagram</source>
        <translation>Instagram</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>LinkedIn</source>
        <translation>LinkedIn</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>温暖</translation>
    </message>
    <message>
        <source>Playful</source>
        <translation>活泼</translation>
    </message>
    <message>
        <source>Professional</source>
        <translation>专业</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>大胆</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>沉静</translation>
    </message>
    <message>
        <source>Choose for me</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>新品</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Friendly and bright</source>
        <translation>亲切明快</translation>
    </message>
    <message>
        <source>Calm and clear</source>
        <translation>沉稳清晰</translation>
    </message>
    <message>
        <source>Lively and warm</source>
        <translation>活泼温暖</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>配音</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>音乐</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
</context>
<context>
    <name>photos</name>
    <message>
        <source>Choose photos</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Remove this photo</source>
        <translation>移除这张照片</translation>
    </message>
    <message>
        <source>{name} is not a picture. Drop a PNG, JPEG or WebP.</source>
        <translation>{name} 不是图片，请拖入 PNG、JPEG 或 WebP。</translation>
    </message>
    <message>
        <source>{name} is too small. Give a picture of at least 16 × 16 px.</source>
        <translation>{name} 太小了，图片至少要 16 × 16 像素。</translation>
    </message>
    <message>
        <source>That holds no file. Drop a picture from a folder.</source>
        <translation>其中没有文件，请从文件夹拖入图片。</translation>
    </message>
</context>
<context>
    <name>player</name>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>打开声音</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>播放位置</translation>
    </message>
    <message>
        <source>This machine has no sound output; it plays without sound.</source>
        <translation>本机没有声音输出设备，将静音播放。</translation>
    </message>
    <message>
        <source>This file cannot be played.</source>
        <translation>无法播放这个文件。</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Back to the brief</source>
        <translation>返回简报</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>正在排队</translation>
    </message>
    <message>
        <source>Working out how long it takes…</source>
        <translation>正在估算所需时间…</translation>
    </message>
    <message>
        <source>{time} so far</source>
        <translation>已用 {time}</translation>
    </message>
    <message>
        <source>Steps done: {number}</source>
        <translation>已完成 {number} 步</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>{when} · took {time}</source>
        <translation>{when} · 用时 {time}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>过程记录</translation>
    </message>
    <message>
        <source>Queued {when}</source>
        <translation>加入队列：{when}</translation>
    </message>
    <message>
        <source>Ended: {state}</source>
        <translation>结束：{state}</translation>
    </message>
    <message>
        <source>Taken up again</source>
        <translation>已恢复执行</translation>
    </message>
    <message>
        <source>{step} (known already)</source>
        <translation>{step}（沿用已有结果）</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>{running} running · {waiting} waiting · {ended} ended</source>
        <translation>{running} 个进行中 · {waiting} 个等待 · {ended} 个已结束</translation>
    </message>
    <message>
        <source>The queue is paused. Nothing new starts.</source>
        <translation>队列已暂停，不会开始新的任务。</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Nothing in the queue</source>
        <translation>队列是空的</translation>
    </message>
    <message>
        <source>What you generate appears here with its progress, and stays until it is done.</source>
        <translation>生成任务会出现在这里，进度一目了然，直到完成。</translation>
    </message>
    <message>
        <source>Make a campaign</source>
        <translation>新建营销活动</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Changes take effect at once.</source>
        <translation>更改会立即生效。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The words of the window. Campaigns have their own.</source>
        <translation>界面使用的语言；营销内容的语言在简报中选择。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Follow the system, or choose.</source>
        <translation>跟随系统，或自行选择。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Jobs, pictures and videos are kept here, on this machine.</source>
        <translation>任务、图片和视频都保存在本机的这个位置。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Copy, posters, voice, video and a presenter from one brief, made on your own machine. Everything it makes is labelled as AI-made.</source>
        <translation>一份简报，在你自己的电脑上生成文案、海报、配音、视频和数字人。所有生成内容都带有人工智能标识。</translation>
    </message>
    <message>
        <source>AIGC Studio {version}</source>
        <translation>AIGC Studio {version}</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>Apache License 2.0</translation>
    </message>
    <message>
        <source>Poster templates</source>
        <translation>海报模板</translation>
    </message>
    <message>
        <source>Drop a folder of templates here: it is a pack.</source>
        <translation>把模板文件夹放到这里，即为一个模板包。</translation>
    </message>
    <message>
        <source>Open template folder</source>
        <translation>打开模板文件夹</translation>
    </message>
    <message>
        <source>{count} templates, {packs} packs</source>
        <translation>{count} 个模板，{packs} 个模板包</translation>
    </message>
    <message>
        <source>Every file of the packs can be used.</source>
        <translation>模板包中的文件均可使用。</translation>
    </message>
</context>
<context>
    <name>shell</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>AIGC Studio</source>
        <translation>AIGC Studio</translation>
    </message>
    <message>
        <source>The data folder can be read again.</source>
        <translation>数据文件夹已恢复正常。</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>营销活动</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>素材库</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>times</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>大约还需 {time}</translation>
    </message>
    <message>
        <source>today, {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>yesterday, {time}</source>
        <translation>昨天 {time}</translation>
    </message>
</context>
<context>
    <name>viewer</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>This file cannot be shown here. Open its folder to use it.</source>
        <translation>这里无法显示这个文件，请打开所在文件夹使用。</translation>
    </message>
</context>
</TS>
