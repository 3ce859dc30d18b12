using System.Globalization;
using System.Xml.Linq;
using FashionMnist.Training;

namespace FashionMnist.Output;

/// <summary>The loss after each epoch, on the training and on the test images, as an SVG drawing.</summary>
internal static class LossCurve
{
    public const string Name = "loss.svg";

    private const int Width = 760;
    private const int Height = 440;
    private const int Left = 72;
    private const int Right = 24;
    private const int Top = 62;
    private const int Bottom = 56;
    private const int LegendLeft = 480;

    // Beyond so many epochs the marks would touch each other.
    private const int MostMarks = 60;

    private const string Ink = "#333";
    private const string TrainingColour = "#1f6fb4";
    private const string TestColour = "#d1602a";

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static void Save(string path, IReadOnlyList<EpochResult> epochs)
    {
        using var file = new StreamWriter(path); // UTF-8 without a byte order mark
        Draw(epochs).Save(file);
    }

    public static XDocument Draw(IReadOnlyList<EpochResult> epochs)
    {
        var losses = epochs.SelectMany(e => new[] { e.TrainingLoss, e.TestLoss }).ToArray();
        var x = ChartScale.Whole(epochs[0].Epoch, epochs[^1].Epoch, Left, Width - Right);
        var y = ChartScale.Around(losses.Min(), losses.Max(), Height - Bottom, Top);
        var last = epochs[^1];

        return new XDocument(Element(
            "svg",
            ("viewBox", $"0 0 {Width} {Height}"), ("width", Width), ("height", Height),
            ("font-family", "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"), ("font-size", 13), ("fill", Ink)).With(
            Element("title").With("Loss of a linear classifier on Fashion-MNIST"),
            Element("rect", ("width", "100%"), ("height", "100%"), ("fill", "#fff")),
            Label("Loss by epoch", Left, 28, "start", ("font-size", 17), ("font-weight", 600)),
            Label(Invariant($"Test accuracy {last.TestAccuracy * 100:F1}% after epoch {last.Epoch}"), Left, 47, "start", ("fill", "#666")),
            HorizontalAxis(x),
            VerticalAxis(y),
            Label("epoch", (Left + Width - Right) / 2.0, Height - 14, "middle"),
            Label("mean cross-entropy (nats)", 0, 0, "middle", ("transform", $"translate(20 {(Top + Height - Bottom) / 2}) rotate(-90)")),
            Curve(epochs, e => e.TrainingLoss, x, y, TrainingColour),
            Curve(epochs, e => e.TestLoss, x, y, TestColour),
            LegendEntry(Invariant($"training images, {last.TrainingLoss:F4} at the end"), 26, TrainingColour),
            LegendEntry(Invariant($"test images, {last.TestLoss:F4} at the end"), 47, TestColour)));
    }

    private static XElement HorizontalAxis(ChartScale x) =>
        Element("g", ("text-anchor", "middle")).With(
            [
                Line(Left, Height - Bottom, Width - Right, Height - Bottom, Ink),
                .. x.Ticks.SelectMany(tick => new[]
                {
                    Line(x.Position(tick), Height - Bottom, x.Position(tick), Height - Bottom + 5, Ink),
                    Label(Tick(tick, x), x.Position(tick), Height - Bottom + 20, "middle"),
                }),
            ]);

    private static XElement VerticalAxis(ChartScale y) =>
        Element("g").With(
            [
                .. y.Ticks.SelectMany(tick => new[]
                {
                    Line(Left, y.Position(tick), Width - Right, y.Position(tick), "#e4e4e4"),
                    Label(Tick(tick, y), Left - 8, y.Position(tick) + 4, "end"),
                }),
                Line(Left, Top, Left, Height - Bottom, Ink),
            ]);

    private static XElement Curve(
        IReadOnlyList<EpochResult> epochs, Func<EpochResult, float> loss, ChartScale x, ChartScale y, string colour)
    {
        var points = epochs.Select(e => (X: Number(x.Position(e.Epoch)), Y: Number(y.Position(loss(e))))).ToArray();
        return Element("g").With(
            [
                Element(
                    "polyline",
                    ("points", string.Join(' ', points.Select(p => $"{p.X},{p.Y}"))),
                    ("fill", "none"), ("stroke", colour), ("stroke-width", 2), ("stroke-linejoin", "round")),
                .. points.Where(_ => points.Length <= MostMarks).Select(p => Element("circle", ("cx", p.X), ("cy", p.Y), ("r", 2.5), ("fill", colour))),
            ]);
    }

    private static XElement LegendEntry(string text, int baseline, string colour) =>
        Element("g").With(
            Element(
                "line",
                ("x1", LegendLeft), ("y1", baseline - 4), ("x2", LegendLeft + 24), ("y2", baseline - 4),
                ("stroke", colour), ("stroke-width", 3)),
            Label(text, LegendLeft + 32, baseline, "start"));

    private static XElement Line(double x1, double y1, double x2, double y2, string colour) =>
        Element(
            "line",
            ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("stroke", colour));

    private static XElement Label(string text, double x, double y, string anchor, params (string Name, object Value)[] more) =>
        Element("text", [("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), .. more]).With(text);

    private static XElement Element(string name, params (string Name, object Value)[] attributes) =>
        new(s_svg + name, attributes.Select(a => new XAttribute(a.Name, a.Value)));

    private static XElement With(this XElement element, params object[] content)
    {
        element.Add(content);
        return element;
    }

    private static string Tick(double value, ChartScale scale) => value.ToString($"F{scale.Decimals}", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
