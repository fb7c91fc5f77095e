"""The process boundary: messages over a pipe, and the folder where assets pass as files."""

from pipelines.protocol.asset_folder import AssetFolder
from pipelines.protocol.messages import PROTOCOL, FromWorker, ToWorker, decode, encode

__all__ = ["PROTOCOL", "AssetFolder", "FromWorker", "ToWorker", "decode", "encode"]
