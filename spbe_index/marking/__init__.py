"""Marks in a workbook, put into its package without rewriting it.

Like `load.door`, everything here runs in a limited process (`child`), since the
package may be hostile. Parts that need no change are copied as they lie in the
zip file; parts that do are changed at places a parser found, and nowhere else.
"""

#: What stands before the new workbook in the answer of that process.
DONE = b"marked\n"
