"""The models a server lists."""

import asyncio
from typing import Any

from conversations.engines.openai.client import Server, client_of, listening_loop

_PATIENCE = 15.0  # seconds
_WINDOWS = ("max_model_len", "context_length", "context_window")


def listed_models(server: Server) -> tuple[int | None, bool | None, int | None]:
    """How many models there are, whether ours is among them, its window in tokens; None for what is not told."""
    import openai

    try:
        page = asyncio.run_coroutine_threadsafe(_listed(server), listening_loop()).result(_PATIENCE)
    except (openai.OpenAIError, ValueError, TimeoutError):
        return None, None, None
    models = {str(getattr(model, "id", "")): model for model in page}
    ours = models.get(server.model)
    return len(models), ours is not None, _window(ours)


async def _listed(server: Server) -> list[Any]:
    page = await client_of(server).models.list(timeout=_PATIENCE)
    return list(page.data or ())


def _window(model: Any) -> int | None:
    """The window as vLLM, llama.cpp and gateways tell it."""
    told = getattr(model, "model_extra", None) or {}
    meta = told.get("meta")
    sizes = [told.get(name) for name in _WINDOWS] + ([meta.get("n_ctx")] if isinstance(meta, dict) else [])
    return next((size for size in sizes if isinstance(size, int) and size > 0), None)
