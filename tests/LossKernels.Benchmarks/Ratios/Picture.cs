using Charts;
using LossKernels.Benchmarks.Contenders;

namespace LossKernels.Benchmarks.Ratios;

/// <summary>The picture of docs/performance.md: time per element of softmax in float against the class count.</summary>
internal static class Picture
{
    /// <exception cref="InvalidOperationException">The rows hold no softmax in float.</exception>
    public static LineChart Of(IReadOnlyList<RatioRow> rows)
    {
        var drawn = rows.Where(row => row.Contest is { Kernel: TimedKernel.Softmax, Type: "float" }).OrderBy(row => row.Contest.Classes).ToList();
        if (drawn.Count < 2)
        {
            throw new InvalidOperationException("--svg draws softmax in float over several class counts; leave out what narrows them.");
        }

        return new LineChart
        {
            Title = "Softmax in float, time per element",
            Subtitle = "nanoseconds, one thread; both axes logarithmic",
            Description = "Nanoseconds per element of softmax in float against the number of classes, of the generated kernels, a scalar loop, TensorPrimitives and exp alone.",
            Horizontal = "classes",
            Vertical = "nanoseconds per element",
            IsLogarithmic = true,
            Curves =
            [
                Curve("scalar loop", "#999", row => row.TimeOf(Contender.Loop)),
                Curve("TensorPrimitives", "#d95f02", row => row.TimeOf(Contender.Tensors)),
                Curve("LossKernels", "#1b6ca8", row => row.TimeOf(Contender.Ours)),
                Curve("exp alone", "#333", row => row.Floor, isDashed: true),
            ],
        };

        Curve Curve(string legend, string colour, Func<RatioRow, double?> time, bool isDashed = false)
            => new(legend, colour, [.. drawn.Select(row => (row.Contest.Classes, time(row)!.Value))], isDashed);
    }
}
