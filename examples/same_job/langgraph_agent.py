"""The marketing job as a graph of LangGraph's: a model and its tools in turn, until the model has nothing to call.

In the folder `examples`: `python -m same_job.langgraph_agent marketing_agent/brief.md landing-page`. The model is that
of MARKETING_MODEL, such as `openai:gpt-5`, or a scripted one.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.tools import StructuredTool
from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_mcp_adapters.tools import load_mcp_tools
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition
from marketing_agent.answers import Data
from marketing_agent.campaign import Call, next_step
from marketing_agent.desk import INSTRUCTION, TOOLS, Desk
from marketing_agent.studio import Reached


def data_of(answer: ToolMessage) -> Data:
    """The data of an answer: the adapter keeps it beside the text."""
    return (answer.artifact or {}).get("structured_content") or json.loads(answer.content)


async def scripted(messages: list) -> AIMessage:
    """The next call of the campaign, or the last words."""
    step = next_step([data_of(one) for one in messages if isinstance(one, ToolMessage)])
    if isinstance(step, Call):
        return AIMessage("", tool_calls=[{"name": step.tool, "args": step.arguments, "id": f"call_{len(messages)}"}])
    return AIMessage(step)


async def main(brief: Path, out: Path) -> str:
    """Do the job; what it says in the end."""
    reached = Reached.from_environment(brief.parent)
    http = {"transport": "streamable_http", "url": reached.url, "headers": reached.headers}
    client = MultiServerMCPClient({"footage": http if reached.url else {"transport": "stdio", **reached.started}})
    async with client.session("footage") as session:  # one server for all calls

        async def ask(tool: str, arguments: dict) -> Data:
            return (await session.call_tool(tool, arguments)).structuredContent or {}

        desk = Desk(brief_path=brief, ask=ask, site=out, is_remote=bool(reached.url))
        footage = [tool for tool in await load_mcp_tools(session) if tool.name in TOOLS]
        tools = [*footage, *(StructuredTool.from_function(coroutine=tool) for tool in desk.text_tools)]
        answer = scripted
        if named := os.environ.get("MARKETING_MODEL"):
            from langchain.chat_models import init_chat_model

            answer = init_chat_model(named).bind_tools(tools).ainvoke

        async def model(state: MessagesState) -> dict:
            return {"messages": [await answer(state["messages"])]}

        graph = StateGraph(MessagesState).add_node("model", model).add_node("tools", ToolNode(tools))
        graph.add_edge(START, "model").add_conditional_edges("model", tools_condition).add_edge("tools", "model")
        wish = {"messages": [SystemMessage(INSTRUCTION), HumanMessage("Make our campaign.")]}
        return str((await graph.compile().ainvoke(wish, {"recursion_limit": 120}))["messages"][-1].content)


if __name__ == "__main__":
    print(asyncio.run(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())))
