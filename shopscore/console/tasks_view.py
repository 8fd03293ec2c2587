"""Draws what there is to do for a shop, readable at 80 columns."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from shopscore.console.tasks import Task
from shopscore.console.wording import list_title
from shopscore.language import pick, tr


def show_tasks(tasks: Sequence[Task], console: Console) -> None:
    """Print the lists with something in them, or without an export; nothing when there are none."""
    if not tasks:
        return
    console.print()
    console.print(Text(tr("To do, as of {time:%Y-%m-%d %H:%M}", time=tasks[0].as_of), style="bold"))
    for task in tasks:
        if task.rows or task.state == "empty":
            console.print(_task(task))
    shown = [task for task in tasks if task.rows]
    if shown:
        query = f"shopscore sql \"from actions.{shown[0].name} where shop_id = '...' order by priority\""
        console.print(Text(tr("all rows: {command}", command=query), "dim"))


def _task(task: Task) -> Text:
    said = tr("{name}: {count:,}", name=list_title(task.name), count=task.rows)
    if task.overdue:
        said += tr(", {count:,} overdue", count=task.overdue)
    if task.first_due_at:
        said += tr(", first due {time:%Y-%m-%d %H:%M}", time=task.first_due_at)
    text = Text(f"  {said}", style="bold")
    if task.first_reason:
        text.append(f"\n    {pick(task.first_reason, task.first_reason_zh)}", style="default not bold")
    if task.note:
        text.append(f"\n    {pick(task.note, task.note_zh)}", style="yellow not bold")
    return text
