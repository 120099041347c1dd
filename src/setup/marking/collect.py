"""What a class has handed in, and which attempt counts."""

from datetime import datetime

from submission import Submission, Unreadable


class Attempt:
    """A file, and what became of it."""

    def __init__(self, student, path, folder, notebooks, due):
        self.student, self.path = student, path
        self.shown = path.relative_to(folder).as_posix()
        self.time = handed_in(path)
        self.late = bool(due and self.time > due)
        self.submission, self.message, self.verdicts, self.counts = None, "", {}, False
        self.remarks = []
        try:
            self.submission = Submission(path, notebooks)
            self.remarks = self.submission.remarks
        except Unreadable as why:
            self.message = f"{path.name} {why}"
        except Exception as error:  # whatever somebody has made of a file, the others are marked
            self.message = f"{path.name} can't be read: {error}"

    @property
    def notebook(self):
        return self.submission.notebook if self.submission else None

    @property
    def points(self):
        return sum(solved for solved, _ in self.verdicts.values())


def handed_in(path):
    """The time in `timestamp.txt` beside the file, as collecting programs leave it, or the file's."""
    try:
        text = (path.parent / "timestamp.txt").read_text("utf-8").strip()
        time = datetime.fromisoformat(text.replace(" UTC", "+00:00"))
    except (OSError, ValueError):
        time = datetime.fromtimestamp(path.lstat().st_mtime)
    return time.astimezone()


def collect(folder, notebooks, due):
    """All notebooks of all students; whoever has none is in the table, too."""
    attempts, without = [], []
    for entry in sorted(folder.iterdir(), key=lambda path: path.name.lower()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            paths = [path for path in sorted(entry.rglob("*.ipynb"))
                     if not any(part.startswith(".") for part in path.relative_to(entry).parts)]
            without += [] if paths else [entry.name]
        else:
            paths = [entry] if entry.suffix == ".ipynb" else []
        student = entry.name if entry.is_dir() else entry.stem
        attempts += [Attempt(student, path, folder, notebooks, due) for path in paths]
    return attempts, without


def choose(attempts):
    """For each student and notebook, the best attempt in time counts, or else the best late one."""
    best = {}
    for attempt in attempts:
        key = (attempt.student, attempt.notebook and attempt.notebook.name)
        rank = (not attempt.late, attempt.points, attempt.time)
        if attempt.notebook and (key not in best or rank > best[key][0]):
            best[key] = (rank, attempt)
    for _, attempt in best.values():
        attempt.counts = True
