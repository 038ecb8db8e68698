"""The one door for XML that came from outside: no entities, no document types, no endless depth. 外来 XML 的唯一入口。"""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

DEEPEST = 200
LONGEST = 50_000_000


class HostileXml(ValueError):
    """The XML is broken, or built to harm."""


class _Shallow(TreeBuilder):
    """A tree that refuses to grow deeper than DEEPEST."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.depth += 1
        if self.depth > DEEPEST:
            raise HostileXml("too deep")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)


def read(data: bytes) -> Element:
    """The root element. Raises HostileXml for a document type, an entity, too deep or too long a tree, or broken XML."""
    if len(data) > LONGEST:
        raise HostileXml("too long")
    parser = DefusedXMLParser(target=_Shallow(), forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (DefusedXmlException, ParseError, LookupError) as refused:
        raise HostileXml(str(refused)) from None
    return root
