"""The tables for the teacher, and a report for each student."""

import csv
import re
from html import escape

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem;
       color: #1a1a1a; background: #fff }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { border: 1px solid #bbb; padding: .25rem .6rem; text-align: left; vertical-align: top }
td.points, td.time { white-space: nowrap }
td.points { text-align: right }
.solved { color: #00603c } .open { color: #9a3300 } .note { color: #555 }
"""


def write(to, attempts, without, name, due):
    with (to / "marks.csv").open("w", newline="", encoding="utf-8-sig") as file:
        rows = csv.writer(file)
        rows.writerow(["student", "notebook", "points", "of", "counts", "handed in", "late", "file",
                       "message", "remarks"])
        for attempt in attempts:
            rows.writerow(safe(row_of(attempt)))
        for student in without:
            rows.writerow(safe([student, "", 0, "", "", "", "", "", "no notebook was handed in", ""]))
    with (to / "exercises.csv").open("w", newline="", encoding="utf-8-sig") as file:
        rows = csv.writer(file)
        rows.writerow(["student", "notebook", "file", "counts", "exercise", "cell", "title", "solved",
                       "message"])
        for attempt in attempts:
            for exercise, solved, message in results(attempt):
                rows.writerow(safe([
                    attempt.student, attempt.notebook.name, attempt.shown, yes(attempt.counts),
                    exercise.number, exercise.id, exercise.title, int(solved), message,
                ]))
    page(to / "index.html", "Marks", overview(attempts, without, name, due))
    reports = to / "reports"
    reports.mkdir(exist_ok=True)
    for student in {attempt.student for attempt in attempts}:
        page(reports / file_name(student), f"Report for {student}", report(student, attempts))


def row_of(attempt):
    notebook = attempt.notebook
    return [attempt.student, notebook.name if notebook else "", attempt.points,
            len(notebook.exercises) if notebook else "", yes(attempt.counts),
            f"{attempt.time:%Y-%m-%d %H:%M}", yes(attempt.late), attempt.shown, attempt.message,
            "; ".join(attempt.remarks)]


def safe(row):
    """A spreadsheet takes a text that begins like a formula for one."""
    return [f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") and cell else cell
            for cell in row]


def yes(condition):
    return "yes" if condition else "no"


def results(attempt):
    """Each exercise with its verdict; none is solved in a notebook that did not run."""
    for exercise in attempt.notebook.exercises if attempt.notebook else []:
        yield exercise, *attempt.verdicts.get(exercise.id, (False, attempt.message))


def file_name(student):
    return re.sub(r"[^\w.-]", "_", student) + ".html"


def page(path, title, body):
    path.write_text(
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n{body}\n</body></html>\n",
        encoding="utf-8",
    )


def overview(attempts, without, name, due):
    """A row for each student, a column for each notebook; then each attempt."""
    notebooks = sorted({attempt.notebook.name for attempt in attempts if attempt.notebook})
    students = sorted({attempt.student for attempt in attempts} | set(without), key=str.lower)
    counted = {(attempt.student, attempt.notebook.name): attempt
               for attempt in attempts if attempt.counts}
    late = f" Due {due:%Y-%m-%d %H:%M}." if due else ""
    parts = [f"<p>{escape(name + late)} The same as tables: marks.csv, exercises.csv.</p>",
             "<table><tr><th>Student</th>", *(f"<th>{escape(it)}</th>" for it in notebooks),
             "<th>Points</th></tr>"]
    for student in students:
        link = f'<a href="reports/{escape(file_name(student))}">{escape(student)}</a>'
        row = [counted.get((student, notebook)) for notebook in notebooks]
        cells = [f'<td class="points">{points(attempt) if attempt else "–"}</td>' for attempt in row]
        total = sum(attempt.points for attempt in row if attempt)
        parts.append(f"<tr><td>{escape(student) if student in without else link}</td>"
                     f'{"".join(cells)}<td class="points">{total}</td></tr>')
    parts.append("</table><h2>Every file</h2><table><tr><th>Student</th><th>File</th><th>Points</th>"
                 "<th>Counts</th><th>Handed in</th><th>To be looked at</th></tr>")
    for attempt in attempts:
        said = "<br>".join(escape(line) for line in [attempt.message, *attempt.remarks] if line)
        parts.append(
            f"<tr><td>{escape(attempt.student)}</td><td>{escape(attempt.shown)}</td>"
            f'<td class="points">{points(attempt)}</td><td>{yes(attempt.counts)}</td>'
            f'<td class="time">{attempt.time:%Y-%m-%d %H:%M}{", late" if attempt.late else ""}</td>'
            f"<td>{said}</td></tr>"
        )
    return "\n".join([*parts, "</table>"])


def points(attempt):
    return f"{attempt.points} of {len(attempt.notebook.exercises)}" if attempt.notebook else "0"


def report(student, attempts):
    """What a student gets back: each exercise, and what the check said."""
    parts = []
    for attempt in (attempt for attempt in attempts if attempt.student == student):
        late = ", late" if attempt.late else ""
        counts = "" if attempt.counts else " (another attempt counts)" if attempt.notebook else ""
        parts.append(f"<h2>{escape(attempt.shown)}: {points(attempt)}{counts}</h2>"
                     f'<p class="note">Handed in {attempt.time:%Y-%m-%d %H:%M}{late}. '
                     f"{escape(attempt.message)}</p>")
        rows = [f'<tr><td>{exercise.number}</td><td>{escape(exercise.title)}</td>'
                f'<td class="{"solved" if solved else "open"}">{"✓ solved" if solved else "✗ not yet"}</td>'
                f"<td>{escape(message)}</td></tr>" for exercise, solved, message in results(attempt)]
        if rows:
            parts.append("<table><tr><th></th><th>Exercise</th><th>Verdict</th><th>What the check says"
                         "</th></tr>" + "\n".join(rows) + "</table>")
    return "\n".join(parts)
