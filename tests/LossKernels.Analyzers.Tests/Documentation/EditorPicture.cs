using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.Text;

namespace LossKernels.Analyzers.Tests.Documentation;

/// <summary>
/// Code as an editor shows it, as an SVG drawing: what is reported is underlined, with the message below it, and below that is
/// the code after the fix, with its changed lines on a ground of their own.
/// </summary>
internal sealed class EditorPicture
{
    private const int Width = 760;
    private const int Gutter = 52;
    private const int Step = 20;
    private const int Heading = 30;

    // As wide as a monospaced font of 13 px; every line is stretched to it, whatever the viewer's font.
    private const double Column = 7.8;

    // The message's, of 12 px.
    private const int MessageSize = 12;
    private const double MessageColumn = 7.2;
    private const int MessageColumns = 90;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly List<XElement> _drawn = [];

    private int _y;

    /// <param name="description">What the drawing is called where it is not seen.</param>
    /// <param name="file">The heading of the code before.</param>
    /// <param name="before">Its lines.</param>
    /// <param name="finding">What is underlined in them.</param>
    /// <param name="message">What is said of it.</param>
    /// <param name="fix">The heading of the code after.</param>
    /// <param name="after">Its lines.</param>
    public static string Draw(string description, string file, IReadOnlyList<CodeLine> before, LinePositionSpan finding, string message, string fix, IReadOnlyList<CodeLine> after)
    {
        var picture = new EditorPicture();
        picture.Head(file);
        foreach (var line in before)
        {
            picture.Line(line, isChanged: false);
            if (line.Number == finding.Start.Line)
            {
                picture.Underline(line, finding);
                picture.Message(message);
            }
        }

        picture.Head(fix);
        foreach (var line in after)
        {
            picture.Line(line, isChanged: before.All(other => other.Text != line.Text));
        }

        return picture.Framed(description);
    }

    private void Head(string text)
    {
        _y += _y == 0 ? 0 : Step / 2;
        _drawn.Add(Element("rect", [("x", 0), ("y", _y), ("width", Width), ("height", Heading), ("fill", "#eaeef2")]));
        _drawn.Add(Element("text", [("x", 16), ("y", _y + 20), ("font-weight", 600)], text));
        _y += Heading + (Step / 2);
    }

    private void Line(CodeLine line, bool isChanged)
    {
        if (isChanged)
        {
            _drawn.Add(Element("rect", [("x", 0), ("y", _y), ("width", Width), ("height", Step), ("fill", "#dafbe1")]));
        }

        _drawn.Add(Element("text", [("x", Gutter - 14), ("y", _y + 14), ("text-anchor", "end"), ("fill", "#8c959f")], line.Number + 1));
        var code = Text(Gutter + (Column * line.Indentation), _y + 14, Column * (line.Text.Length - line.Indentation));
        code.Add(line.Parts.Select(part => part.Colour == CodeColour.Of("") ? (object)part.Text : Element("tspan", [("fill", part.Colour)], part.Text)));
        _drawn.Add(code);
        _y += Step;
    }

    private void Underline(CodeLine line, LinePositionSpan finding)
    {
        var left = Gutter + (Column * (finding.Start.Character - line.Cut));
        var right = Gutter + (Column * (finding.End.Character - line.Cut));
        var wave = string.Concat(Enumerable.Repeat("l2 -3l2 3", (int)((right - left) / 4)));
        _drawn.Add(Element("path", [("d", $"M{Number(left)} {_y - 2}{wave}"), ("fill", "none"), ("stroke", "#bf8700")]));
    }

    private void Message(string message)
    {
        var lines = Wrapped(message);
        _drawn.Add(Element(
            "rect",
            [("x", Gutter), ("y", _y + 6), ("width", Width - Gutter - 16), ("height", (Step * lines.Count) + 12), ("rx", 4), ("fill", "#fff8c5"), ("stroke", "#d4a72c")]));
        foreach (var (line, index) in lines.Select((line, index) => (line, index)))
        {
            var text = Text(Gutter + 12, _y + 26 + (Step * index), MessageColumn * line.Length);
            text.Add(new XAttribute("font-size", MessageSize), line);
            _drawn.Add(text);
        }

        _y += (Step * lines.Count) + 24;
    }

    private string Framed(string description)
    {
        var height = _y + (Step / 2);
        var drawing = Element(
            "svg",
            [
                ("viewBox", $"0 0 {Width} {height}"), ("width", Width), ("height", height),
                ("font-family", "ui-monospace, 'Cascadia Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace"), ("font-size", 13), ("fill", CodeColour.Of("")),
            ]);
        XElement[] elements =
        [
            Element("title", [], description),
            Element("rect", [("width", Width), ("height", height), ("fill", "#fff")]),
            .. _drawn,
            Element("rect", [("x", 0.5), ("y", 0.5), ("width", Width - 1), ("height", height - 1), ("fill", "none"), ("stroke", "#d0d7de")]),
        ];
        drawing.Add(elements.SelectMany(element => new object[] { "\n  ", element }), "\n");

        // Blanks count in lines of code: one element a line, and nothing within them.
        return drawing.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>The message in lines that fit.</summary>
    private static IReadOnlyList<string> Wrapped(string message) => message.Split(' ').Aggregate(
        new List<string> { "" },
        (lines, word) =>
        {
            if (lines[^1].Length + 1 + word.Length > MessageColumns)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = $"{lines[^1]} {word}".TrimStart();
            }

            return lines;
        });

    /// <summary>A line of text that is yet empty, and as wide as it will be.</summary>
    private static XElement Text(double x, int y, double width)
        => Element("text", [("x", Number(x)), ("y", y), ("textLength", Number(width)), ("lengthAdjust", "spacingAndGlyphs"), (XNamespace.Xml + "space", "preserve")]);

    private static XElement Element(string name, (XName Name, object Value)[] attributes, params object[] content)
        => new(s_svg + name, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)), content);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
