using System.Globalization;
using System.Xml.Linq;
using FashionMnist.Output;
using FashionMnist.Training;

namespace FashionMnist.Tests;

public sealed class LossCurveTests : IDisposable
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int, float, float> Trainings() => new()
    {
        { 1, 0.5f, 0.5f },
        { 2, 0.5f, 0.4f },
        { 30, 0.7f, 0.37f },
        { 30, 0.4f, 0.4f },
        { 500, 2.3f, 1e-4f },
        { 7, 1e6f, 1e5f },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void The_file_is_an_svg_with_both_curves_inside_its_frame(int epochs, float first, float last)
    {
        var results = Enumerable.Range(1, epochs)
            .Select(e => first + ((last - first) * (e - 1) / Math.Max(1, epochs - 1)))
            .Select((loss, i) => new EpochResult(i + 1, loss, 0.8, loss * 1.1f, 0.75))
            .ToArray();

        LossCurve.Save(_folder["loss.svg"], results);
        var svg = XDocument.Load(_folder["loss.svg"]).Root!;

        Assert.Equal(s_svg + "svg", svg.Name);
        var curves = svg.Descendants(s_svg + "polyline").Select(Points).ToArray();
        Assert.Equal(2, curves.Length);
        Assert.All(curves, points =>
        {
            Assert.Equal(epochs, points.Length);
            Assert.All(points, p => Assert.True(p is { X: >= 0 and <= 760, Y: >= 0 and <= 440 }, $"{p} lies outside the drawing"));
        });
        Assert.True(curves[1][0].Y < curves[0][0].Y, "the curve of the greater loss lies higher, which is a smaller y");
    }

    [Fact]
    public void Axes_are_named_and_their_ticks_are_round_numbers()
    {
        var drawing = LossCurve.Draw([new(1, 0.62f, 0.8, 0.59f, 0.8), new(2, 0.51f, 0.83, 0.5f, 0.82), new(3, 0.38f, 0.87, 0.42f, 0.85)]);

        var texts = drawing.Descendants(s_svg + "text").Select(t => t.Value).ToArray();

        Assert.Contains("epoch", texts);
        Assert.Contains("mean cross-entropy (nats)", texts);
        Assert.Contains("Test accuracy 85.0% after epoch 3", texts);
        Assert.Contains("training images, 0.3800 at the end", texts);
        Assert.Contains("test images, 0.4200 at the end", texts);
        Assert.Equal(["0.35", "0.40", "0.45", "0.50", "0.55", "0.60", "0.65"], texts.Where(t => t.StartsWith("0.", StringComparison.Ordinal)));
    }

    private static (double X, double Y)[] Points(XElement polyline) =>
        [.. polyline.Attribute("points")!.Value.Split(' ').Select(point => point.Split(','))
            .Select(p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))];
}
