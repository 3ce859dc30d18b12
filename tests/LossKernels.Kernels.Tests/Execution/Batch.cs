using System.Collections.Concurrent;
using LossKernels.Kernels.Tests.Oracle;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// Rows of logits with a label and targets each, all representable in the element type, and their exact results, which are
/// evaluated once for all kernels, layouts and widths.
/// </summary>
internal sealed class Batch
{
    private readonly ConcurrentDictionary<double, Lazy<ExactRow[]>> _exact;
    private readonly ConcurrentDictionary<(int Row, double Temperature, bool IsOfTeacher), ExactDivergence> _divergences = new();
    private double[][]? _savedProbabilities;
    private double[][]? _savedLogProbabilities;
    private double[][]? _upstream;
    private double[][]? _teacherLogits;
    private double[]? _classWeights;

    public Batch(FloatFormat format, double[][] logits, int[] labels, double[][] targets)
        : this(format, logits, labels, targets, new())
    {
    }

    private Batch(FloatFormat format, double[][] logits, int[] labels, double[][] targets, ConcurrentDictionary<double, Lazy<ExactRow[]>> exact)
    {
        _exact = exact;
        Format = format;
        Logits = logits;
        Labels = labels;
        Targets = targets;
    }

    public FloatFormat Format { get; }

    public double[][] Logits { get; }

    public int[] Labels { get; }

    public double[][] Targets { get; }

    /// <summary>What softmax would have saved of each row, rounded to the element type.</summary>
    public double[][] SavedProbabilities => _savedProbabilities ??= [.. Logits.Select(row => SavedOutputs.Probabilities(row, Format))];

    /// <summary>What log-softmax would have saved of each row, rounded to the element type.</summary>
    public double[][] SavedLogProbabilities => _savedLogProbabilities ??= [.. Logits.Select(row => SavedOutputs.LogProbabilities(row, Format))];

    /// <summary>A gradient with respect to a saved output: of a likelihood where the targets are one class, else of either sign.</summary>
    public double[][] Upstream => _upstream ??= [.. Logits.Zip(Targets, (row, targets) => SavedOutputs.Upstream(row, targets, Format))];

    /// <summary>A teacher's logits: nearly the row's own where the targets are one class, else further away.</summary>
    public double[][] TeacherLogits { get => _teacherLogits ??= [.. Logits.Zip(Targets, (row, targets) => SavedOutputs.TeacherLogits(row, targets, Format))]; init => _teacherLogits = value; }

    /// <summary>One weight a class, for all rows: any of 1/8 to 2 in eighths, which every element type has.</summary>
    public double[] ClassWeights { get => _classWeights ??= [.. Enumerable.Range(0, Classes).Select(k => (1 + ((k * 7) % 16)) / 8.0)]; init => _classWeights = value; }

    /// <summary>The weight of positive labels, where a kernel takes one.</summary>
    public double PositiveWeight { get; init; } = 1;

    /// <summary>The batch whose rows these are, if it is another's.</summary>
    private (Batch Batch, int[] Rows)? Origin { get; init; }

    public int Rows => Logits.Length;

    public int Classes => Logits[0].Length;

    public ExactRow[] Exact(double temperature) => _exact
        .GetOrAdd(temperature, t => new(() => Origin is var (batch, rows) ? [.. rows.Select(i => batch.Exact(t)[i])] : [.. Logits.Select(row => new ExactRow(row, Format, t))]))
        .Value;

    /// <summary>A row's divergence from its targets or from its teacher.</summary>
    public ExactDivergence Divergence(int row, double temperature, bool isOfTeacher) => _divergences.GetOrAdd(
        (row, temperature, isOfTeacher),
        isOfTeacher
            ? _ => ExactDivergence.OfTeacher(Exact(temperature)[row], new ExactRow(TeacherLogits[row], Format, temperature), Format)
            : _ => ExactDivergence.OfTargets(Exact(temperature)[row], Targets[row], Format));

    /// <summary>The same rows with other labels and class weights; what is exact of their logits is evaluated for both batches together.</summary>
    public Batch With(int[] labels, double[] classWeights) => new(Format, Logits, labels, Targets, _exact) { _classWeights = classWeights };

    /// <summary>The batch of chosen rows, in their order; a row may come more than once.</summary>
    public Batch Select(params int[] rows)
    {
        var some = new Batch(Format, Of(Logits)!, [.. rows.Select(i => Labels[i])], Of(Targets)!) { PositiveWeight = PositiveWeight, Origin = (this, rows) };
        (some._classWeights, some._teacherLogits, some._upstream) = (_classWeights, Of(_teacherLogits), Of(_upstream));
        (some._savedProbabilities, some._savedLogProbabilities) = (Of(_savedProbabilities), Of(_savedLogProbabilities));
        return some;

        double[][]? Of(double[][]? values) => values is null ? null : [.. rows.Select(i => values[i])];
    }

    /// <summary>The first rows, round and round.</summary>
    public Batch Take(int rows) => Select([.. Enumerable.Range(0, rows).Select(i => i % Rows)]);
}
