using System.Text;

namespace LossKernels.Generators.Lowering;

/// <summary>Writes C# text with its indentation; lines end with <c>\n</c> on every machine.</summary>
internal sealed class CodeWriter
{
    private const int SpacesPerLevel = 4;
    private const int LongestLine = 120;

    private readonly StringBuilder _text = new();
    private int _level;
    private bool _isSeparate = true;
    private bool _isSeparationDue;

    /// <summary>A writer of members of a class in a namespace, indented as they are in a file: they go there without being read again.</summary>
    public static CodeWriter OfMembers() => new() { _level = 2 };

    /// <summary>Writes a line, or several, each indented as far as the blocks that are open; empty lines stay empty.</summary>
    public void Write(string lines) => Write(lines, lines.Length);

    /// <summary>Has an empty line written before the next one, unless a block has just been opened, is closed next, or a comment was written.</summary>
    public void Separate() => _isSeparationDue = !_isSeparate;

    /// <summary>Writes text that may end with a line end, or be empty, which then adds no empty line.</summary>
    public void WriteText(string text)
    {
        var length = text.Length;
        while (length > 0 && text[length - 1] is '\r' or '\n')
        {
            length--;
        }

        if (length > 0)
        {
            Write(text, length);
        }
    }

    /// <summary>Writes a line, or several, further in than the rest.</summary>
    public void WriteContinuation(string lines)
    {
        _level++;
        Write(lines);
        _level--;
    }

    /// <summary>Opens a block behind a head, or a bare one.</summary>
    public void OpenBlock(string? head = null)
    {
        if (head is not null)
        {
            Write(head);
        }

        Write("{");
        _level++;
    }

    /// <summary>Writes a head, a list in parentheses and an end: on one line where it fits, else one item a line.</summary>
    public void WriteList(string head, IReadOnlyList<string> items, string end)
    {
        var line = $"{head}({string.Join(", ", items)}){end}";
        if (line.Length <= LongestLine)
        {
            Write(line);
            return;
        }

        Write($"{head}(");
        WriteContinuation(string.Join(",\n", items) + ")" + end);
    }

    public void CloseBlock()
    {
        _level--;
        _isSeparationDue = false;
        Write("}");
    }

    public override string ToString() => _text.ToString();

    private void Write(string lines, int length)
    {
        var start = 0;
        for (int end; (end = lines.IndexOf('\n', start, length - start)) >= 0; start = end + 1)
        {
            WriteLine(lines, start, end > start && lines[end - 1] == '\r' ? end - 1 : end);
        }

        WriteLine(lines, start, length);
    }

    private void WriteLine(string text, int start, int end)
    {
        var count = end - start;
        if (_isSeparationDue && count > 0)
        {
            _ = _text.Append('\n');
        }

        if (count > 0)
        {
            _ = _text.Append(' ', _level * SpacesPerLevel).Append(text, start, count);
        }

        _ = _text.Append('\n');
        _isSeparationDue = false;
        _isSeparate = count == 0 || (count == 1 && text[start] == '{') || (count > 1 && text[start] == '/' && text[start + 1] == '/');
    }
}
