"""The files of a pack as a tree of values that know their file and line.

Nothing is interpreted here: a value is a text, a list, a mapping or nothing, so that
``number: 101`` and ``- No`` reach the reader as they were written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

# A pack needs three levels; far deeper nesting can only be an anchor that holds itself.
DEEPEST = 12
DIGEST_LENGTH = 12


@dataclass(frozen=True)
class Problem:
    """One mistake in a pack: its file, the line (from 1) and the reason in a sentence."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """As ``groups.yaml:12: the reason``."""
        return f"{self.file}:{self.line}: {self.reason}"


class PackError(ValueError):
    """A pack is refused; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Node:
    """A value with the file and the line on which it stands; None is an empty value."""

    file: str
    line: int
    value: str | list[Node] | dict[str, Node] | None

    @property
    def text(self) -> str:
        """The value as a text without outer blanks; empty where it is no text."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def items(self) -> list[Node]:
        """The members of a list; a value that is no list has none."""
        return self.value if isinstance(self.value, list) else []

    @property
    def fields(self) -> dict[str, Node]:
        """The fields of a mapping; a value that is no mapping has none."""
        return self.value if isinstance(self.value, dict) else {}

    def problem(self, reason: str) -> Problem:
        """A mistake that stands here."""
        return Problem(self.file, self.line, reason)


@dataclass(frozen=True)
class PackSource:
    """The parsed files of a folder: name ("groups") -> documents, in the order of the files.

    `version` is a short digest of every byte read; `problems` is what could not be parsed.
    """

    folder: Path
    files: dict[str, tuple[Node, ...]]
    version: str
    problems: tuple[Problem, ...]

    def records(self, name: str) -> Iterator[Node]:
        """The records of the files of a name: the members of each list."""
        for document in self.files.get(name, ()):
            yield from document.items


class _FileError(Exception):
    """Carries one problem out of the parser."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


def pack_files(folder: Path) -> list[Path]:
    """Every YAML file of a pack, sorted; the hidden files of editors are none."""
    return sorted(
        path
        for path in (*folder.glob("*.yaml"), *folder.glob("*/*.yaml"))
        if not path.name.startswith(".")
    )


def read_source(folder: Path) -> PackSource:
    """Read every file of a pack; what cannot be read or parsed becomes a problem."""
    files: dict[str, tuple[Node, ...]] = {}
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for path in pack_files(folder):
        relative = path.relative_to(folder)
        try:
            content = path.read_bytes()
            digest.update(f"{relative.as_posix()}\0{len(content)}\0".encode() + content)
            document = _parse(relative.as_posix(), content)
        except _FileError as error:
            problems.append(error.problem)
        except OSError as error:
            problems.append(Problem(relative.as_posix(), 1, f"cannot be read ({error.strerror})"))
        else:
            name = relative.parts[0].removesuffix(".yaml")
            files[name] = (*files.get(name, ()), document)
    return PackSource(folder, files, digest.hexdigest()[:DIGEST_LENGTH], tuple(problems))


def _parse(file: str, content: bytes) -> Node:
    try:
        root = yaml.compose(content.decode("utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        raise _FileError(Problem(file, 1, "is not a UTF-8 text file")) from None
    except yaml.MarkedYAMLError as error:
        raise _FileError(_broken(file, error)) from None
    except yaml.YAMLError as error:
        raise _FileError(Problem(file, 1, f"is not valid YAML: {error}")) from None
    return Node(file, 1, None) if root is None else _convert(file, root, DEEPEST)


def _broken(file: str, error: yaml.MarkedYAMLError) -> Problem:
    # An open quotation mark is noticed at the end of the file; it is to be closed where it stands.
    quoted = "quoted" in (error.context or "")
    mark = (quoted and error.context_mark) or error.problem_mark or error.context_mark
    reason = f"is not valid YAML here: {error.problem or error.context}"
    return Problem(file, mark.line + 1 if mark else 1, reason)


def _convert(file: str, node: yaml.Node, depth: int) -> Node:
    line = node.start_mark.line + 1
    if depth == 0:
        raise _FileError(Problem(file, line, "is nested too deeply"))
    if isinstance(node, yaml.SequenceNode):
        return Node(file, line, [_convert(file, item, depth - 1) for item in node.value])
    if isinstance(node, yaml.MappingNode):
        return Node(file, line, _mapping(file, node, depth))
    empty = node.tag == "tag:yaml.org,2002:null"
    return Node(file, line, None if empty else str(node.value))


def _mapping(file: str, node: yaml.MappingNode, depth: int) -> dict[str, Node]:
    fields: dict[str, Node] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _FileError(Problem(file, line, "the name of a field must be one word"))
        if key.value in fields:
            raise _FileError(Problem(file, line, f"the field {key.value!r} is given twice"))
        fields[key.value] = _convert(file, value, depth - 1)
    return fields
