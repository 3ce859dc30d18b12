using System.Globalization;
using System.Xml.Linq;

namespace Charts;

/// <summary>Curves over the steps of something that learns, or over a size, as an SVG drawing with axes and a legend.</summary>
public sealed record LineChart
{
    private const int Width = 760;
    private const int Height = 440;
    private const int Left = 72;
    private const int Right = 24;
    private const int Bottom = 56;
    private const int LegendLeft = 480;
    private const int LegendTop = 26;
    private const int LegendStep = 21;

    // Beyond so many points the marks would touch each other.
    private const int MostMarks = 60;

    private const string Ink = "#333";

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>What the drawing is called where it is not seen.</summary>
    public required string Description { get; init; }

    public required string Title { get; init; }

    public required string Subtitle { get; init; }

    public required string Horizontal { get; init; }

    public required string Vertical { get; init; }

    /// <summary>One or more, each of one or more points.</summary>
    public required IReadOnlyList<Curve> Curves { get; init; }

    /// <summary>Whether both axes are logarithmic; all values are above 0 then.</summary>
    public bool IsLogarithmic { get; init; }

    private int Top => LegendTop - 6 + (LegendStep * Math.Max(2, Curves.Count));

    /// <summary>Writes the drawing as UTF-8 without a byte order mark.</summary>
    public void Save(string path)
    {
        using var file = new StreamWriter(path);
        Draw().Save(file);
    }

    public XDocument Draw()
    {
        var points = Curves.SelectMany(curve => curve.Points).ToArray();
        var (left, right, low, high) = (points.Min(point => point.X), points.Max(point => point.X), points.Min(point => point.Y), points.Max(point => point.Y));
        var x = IsLogarithmic ? ChartScale.Logarithmic(left, right, Left, Width - Right) : ChartScale.Whole(left, right, Left, Width - Right);
        var y = IsLogarithmic ? ChartScale.Logarithmic(low, high, Height - Bottom, Top) : ChartScale.Around(low, high, Height - Bottom, Top);
        return new XDocument(With(
            Element(
                "svg",
                ("viewBox", $"0 0 {Width} {Height}"), ("width", Width), ("height", Height),
                ("font-family", "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"), ("font-size", 13), ("fill", Ink)),
            [
                With(Element("title"), Description),
                Element("rect", ("width", "100%"), ("height", "100%"), ("fill", "#fff")),
                Label(Title, Left, 28, "start", ("font-size", 17), ("font-weight", 600)),
                Label(Subtitle, Left, 47, "start", ("fill", "#666")),
                HorizontalAxis(x),
                VerticalAxis(y),
                Label(Horizontal, (Left + Width - Right) / 2.0, Height - 14, "middle"),
                Label(Vertical, 0, 0, "middle", ("transform", $"translate(20 {(Top + Height - Bottom) / 2}) rotate(-90)")),
                .. Curves.Select(curve => Drawn(curve, x, y)),
                .. Curves.Select(LegendEntry),
            ]));
    }

    private static XElement HorizontalAxis(ChartScale x) => With(
        Element("g", ("text-anchor", "middle")),
        [
            Line(Left, Height - Bottom, Width - Right, Height - Bottom, Ink),
            .. x.Ticks.SelectMany(tick => new[]
            {
                Line(x.Position(tick), Height - Bottom, x.Position(tick), Height - Bottom + 5, Ink),
                Label(x.Label(tick), x.Position(tick), Height - Bottom + 20, "middle"),
            }),
        ]);

    private XElement VerticalAxis(ChartScale y) => With(
        Element("g"),
        [
            .. y.Ticks.SelectMany(tick => new[]
            {
                Line(Left, y.Position(tick), Width - Right, y.Position(tick), "#e4e4e4"),
                Label(y.Label(tick), Left - 8, y.Position(tick) + 4, "end"),
            }),
            Line(Left, Top, Left, Height - Bottom, Ink),
        ]);

    private static XElement Drawn(Curve curve, ChartScale x, ChartScale y)
    {
        var points = curve.Points.Select(point => (X: Number(x.Position(point.X)), Y: Number(y.Position(point.Y)))).ToArray();
        return With(
            Element("g"),
            [
                Element(
                    "polyline",
                    [
                        ("points", string.Join(' ', points.Select(p => $"{p.X},{p.Y}"))),
                        ("fill", "none"), ("stroke", curve.Colour), ("stroke-width", 2), ("stroke-linejoin", "round"),
                        .. Dashes(curve),
                    ]),
                .. points.Where(_ => points.Length <= MostMarks).Select(p => Element("circle", ("cx", p.X), ("cy", p.Y), ("r", 2.5), ("fill", curve.Colour))),
            ]);
    }

    private static XElement LegendEntry(Curve curve, int index)
    {
        var baseline = LegendTop + (index * LegendStep);
        return With(
            Element("g"),
            Element(
                "line",
                [
                    ("x1", LegendLeft), ("y1", baseline - 4), ("x2", LegendLeft + 24), ("y2", baseline - 4),
                    ("stroke", curve.Colour), ("stroke-width", 3),
                    .. Dashes(curve),
                ]),
            Label(curve.Legend, LegendLeft + 32, baseline, "start"));
    }

    private static (string Name, object Value)[] Dashes(Curve curve) => curve.IsDashed ? [("stroke-dasharray", "7 5")] : [];

    private static XElement Line(double x1, double y1, double x2, double y2, string colour) =>
        Element(
            "line",
            ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("stroke", colour));

    private static XElement Label(string text, double x, double y, string anchor, params (string Name, object Value)[] more) =>
        With(Element("text", [("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), .. more]), text);

    private static XElement Element(string name, params (string Name, object Value)[] attributes) =>
        new(s_svg + name, attributes.Select(a => new XAttribute(a.Name, a.Value)));

    private static XElement With(XElement element, params object[] content)
    {
        element.Add(content);
        return element;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
