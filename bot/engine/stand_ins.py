"""Stand-ins for packages that Rasa imports and this assistant does not need, or not yet.

Rasa imports TensorFlow, Matplotlib, database clients and so on at the top of its modules, for
base classes, annotations and functions that only some of its commands ever call. A stand-in lets
such an import pass and does its work only when the name is used.

Only an `import` statement in a module of Rasa's is answered, by the name of the importing module
which Python hands to `__import__`. Nothing is put into `sys.modules`: spaCy's thinc, which probes
for TensorFlow by importing it, still finds out the truth, whichever is imported first.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from typing import Any

ERROR_ENDINGS = ("Error", "Exception", "Failure", "Warning")


class StandIn(type):
    """The class of every name that is stood in for, as `tensorflow` or `tensorflow.keras.Model`.

    A stand-in is itself a class, since Rasa derives from some and annotates with others. An
    attribute of it is another stand-in; a call hands its dotted name to `used`.
    """

    dotted_name: str
    used: Callable[[str], Any]
    holds: Callable[[str, object], bool]

    def __getattr__(cls, name: str) -> StandIn:
        """Give the stand-in for `name` inside this one; a dunder is never stood in for."""
        if name.startswith("__"):
            raise AttributeError(name)
        child = stand_in(f"{cls.dotted_name}.{name}", cls.used, cls.holds)
        setattr(cls, name, child)
        return child

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        """Use the thing itself: give what it gives, or raise what `used` raises."""
        real = cls.used(cls.dotted_name)
        if "dotted_name" not in vars(cls):
            raise TypeError(
                f"{cls.__module__}.{cls.__qualname__} derives from {cls.dotted_name}, "
                "which the engine put off importing: take it off the list in deferred_imports.py."
            )
        return real(*arguments, **named)

    def __instancecheck__(cls, instance: object) -> bool:
        """Tell whether `instance` is one of the real class's, without loading that for it."""
        return cls.holds(cls.dotted_name, instance)

    def __getitem__(cls, _item: object) -> StandIn:
        """Stand for `Name[…]` in annotations."""
        return cls

    def __or__(cls, _other: object) -> StandIn:
        """Stand for `Name | Other` in annotations."""
        return cls

    __ror__ = __or__


def stand_in(
    dotted_name: str, used: Callable[[str], Any], holds: Callable[[str, object], bool]
) -> StandIn:
    """Make the stand-in for `dotted_name`.

    `used` gives the real thing when it is needed, or raises; `holds` answers `isinstance`. A name
    that ends as errors do becomes an exception class, so that Rasa's `except` clauses stay valid.
    """
    name = dotted_name.rpartition(".")[2]
    bases = (Exception,) if name.endswith(ERROR_ENDINGS) else ()
    members = {"dotted_name": dotted_name, "used": staticmethod(used), "holds": staticmethod(holds)}
    return StandIn(name, bases, {**members, "__module__": __name__})


_answered: dict[str, StandIn] = {}


def install(stand_ins: Mapping[str, StandIn]) -> None:
    """Answer Rasa's imports of the packages that `stand_ins` names, from now on.

    Keys are top-level packages. May be called again for other packages; each call adds its own.
    """
    hooked = bool(_answered)
    _answered.update(stand_ins)
    if not hooked:
        builtins.__import__ = _import_for_rasa(builtins.__import__)


def _import_for_rasa(real_import: Callable[..., Any]) -> Callable[..., Any]:
    def import_for_rasa(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - named as in the built-in,
        locals: Mapping[str, object] | None = None,  # noqa: A002 - which is called by name too
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> Any:
        found = _answered.get(name.partition(".")[0]) if level == 0 else None
        if found is not None and is_rasa(globals):
            return inside(found, name) if fromlist else found
        return real_import(name, globals, locals, fromlist, level)

    return import_for_rasa


def is_rasa(module_globals: Mapping[str, object] | None) -> bool:
    """Tell whether the importing module is one of Rasa's."""
    importer = str((module_globals or {}).get("__name__", ""))
    return importer == "rasa" or importer.startswith("rasa.")


def inside(top: StandIn, dotted_name: str) -> StandIn:
    """Give the stand-in of a submodule: what `from a.b import c` looks `c` up in."""
    found = top
    for part in dotted_name.split(".")[1:]:
        found = getattr(found, part)
    return found
