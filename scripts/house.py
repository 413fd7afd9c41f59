"""Measure how the package is built: `scripts/house.py` prints a Markdown table for ARCHITECTURE.md.

Lines of functions, branches, docstrings, and circles of imports, those made inside functions counted too. The names of
modules are found by `imports`, which tests/test_layers.py uses as well.
"""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = "extractor"
BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.BoolOp, ast.comprehension, ast.match_case)
MANY = 10  # branches
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module that makes it, what it imports, and where; `lazy` if not when the module is loaded."""

    of: str
    what: str
    line: int
    lazy: bool


def modules() -> dict[str, Path]:
    """Return the package's modules by their full names."""
    return {name_of(path): path for path in sorted((ROOT / PACKAGE).rglob("*.py"))}


def name_of(path: Path) -> str:
    """Return the full name of the module in a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports() -> list[Import]:
    """Return every import of the package's modules; those for type checking alone are left out."""
    known = modules()
    return [one for name, path in known.items() for one in imports_of(name, path, known)]


def imports_of(name: str, path: Path, known: Mapping[str, Path]) -> Iterator[Import]:
    """Yield the imports of one module."""
    tree = ast.parse(path.read_text(encoding="utf8"))
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    typing = {id(part) for node in ast.walk(tree) if is_for_typing(node) for part in ast.walk(node)}
    at_load = {id(part) for node in tree.body if not isinstance(node, Function) for part in loaded(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in typing:
            for what in targets(node, package, known):
                yield Import(name, what, node.lineno, id(node) not in at_load)


def is_for_typing(node: ast.AST) -> bool:
    """Return whether the node is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def loaded(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the node and what is run with it when the module is loaded: all but the bodies of functions."""
    yield node
    for part in ast.iter_child_nodes(node):
        if not isinstance(part, Function):
            yield from loaded(part)


def targets(node: ast.Import | ast.ImportFrom, package: str, known: Mapping[str, Path]) -> Iterator[str]:
    """Yield the full names of the modules that a statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    module = ".".join([*above, *([node.module] if node.module else [])])
    for name in node.names:
        yield f"{module}.{name.name}" if f"{module}.{name.name}" in known else module


def circles(found: Sequence[Import]) -> list[list[str]]:
    """Return the groups of modules that import one another, directly or through others."""
    below: dict[str, set[str]] = {}
    for one in found:
        below.setdefault(one.of, set()).add(one.what)
    reached = {name: reachable(name, below) for name in below}
    groups = {frozenset(other for other in reached[name] if name in reached.get(other, ())) for name in below}
    return sorted(sorted(group) for group in groups if group)


def reachable(name: str, below: Mapping[str, set[str]]) -> set[str]:
    """Return the modules that a module imports, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for other in below.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found


def functions() -> list[tuple[str, Function]]:
    """Return every function and method of the package, with its full name."""
    return [
        (f"{name}.{node.name}", node)
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
        if isinstance(node, Function)
    ]


def branches(function: Function) -> int:
    """Return how many branches a function has; each further condition of an `and` or `or` counts."""
    return sum(
        len(node.values) - 1 if isinstance(node, ast.BoolOp) else 1
        for node in ast.walk(function)
        if isinstance(node, BRANCHES)
    )


def figures() -> dict[str, str]:
    """Return what was measured, by what it is of."""
    found, made = functions(), imports()
    sizes = {name: len(path.read_text(encoding="utf8").splitlines()) for name, path in modules().items()}
    lines = sorted((node.end_lineno or 0) - node.lineno + 1 for _, node in found)
    ninth = lines[len(lines) * 9 // 10]
    split = {name: branches(node) for name, node in found}
    many = sum(count > MANY for count in split.values()) / len(split)
    told = sum(ast.get_docstring(node) is not None for _, node in found) / len(found)
    at_load = circles([one for one in made if not one.lazy])
    return {
        "modules": f"{len(sizes)}",
        "their lines: median / most": f"{statistics.median(sizes.values()):.0f} / {largest(sizes)}",
        "functions": f"{len(found)}",
        "their lines: median / p90 / most": f"{statistics.median(lines):.0f} / {ninth} / {lines[-1]}",
        f"functions with more than {MANY} branches": f"{many:.1%} (most: {largest(split)})",
        "functions with a docstring": f"{told:.0%}",
        "circles of imports, when loaded / lazy ones counted": f"{len(at_load)} / {len(circles(made))}",
    }


def largest(sizes: Mapping[str, int]) -> str:
    """Return the largest size and whose it is."""
    name = max(sizes, key=sizes.__getitem__)
    return f"{sizes[name]}, `{name.removeprefix(f'{PACKAGE}.')}`"


if __name__ == "__main__":
    print("| | |\n|---|---|")
    for what, measured in figures().items():
        print(f"| {what} | {measured} |")
