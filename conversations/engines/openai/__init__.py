"""Any model behind OpenAI's chat API, as an engine. The `openai` package is loaded when the first model is asked."""

from conversations.engines.openai.client import Server, client_of, configured_server
from conversations.engines.openai.engine import OpenAIEngine
from conversations.engines.openai.requests import Limits

__all__ = ["Limits", "OpenAIEngine", "Server", "client_of", "configured_server"]
