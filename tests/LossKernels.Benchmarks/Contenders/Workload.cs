using System.Numerics;
using LossKernels.Benchmarks.Kernels;
using LossKernels.Benchmarks.Measuring;

namespace LossKernels.Benchmarks.Contenders;

/// <summary>The memory of a batch and all who compute on it.</summary>
internal sealed class Workload<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Offsets modulo a page: no store of one lies just behind a load of another.
    private const int LogitsOffset = 0;
    private const int OutputOffset = 1024;
    private const int FloorOffset = 2048;

    // 16 KiB in float for input and output together: half of the smallest first-level cache.
    private const int FloorElements = 2048;

    private const int CallsOfOneRow = 64;

    private readonly int _classes;
    private readonly int _rows;
    private readonly PlacedBuffer<T> _logits;
    private readonly PlacedBuffer<T> _output;
    private readonly int[] _labels;

    public Workload(int classes, int rows)
    {
        (_classes, _rows) = (classes, rows);
        _logits = new PlacedBuffer<T>(classes * rows, LogitsOffset);
        _output = new PlacedBuffer<T>(classes * rows, OutputOffset);
        _labels = new int[rows];
        var random = new Random(7);
        foreach (ref var logit in _logits.Span)
        {
            logit = T.CreateChecked(12 * (random.NextDouble() - 0.5));
        }

        foreach (ref var label in _labels.AsSpan())
        {
            label = random.Next(classes);
        }
    }

    /// <summary>The contest of one kernel.</summary>
    /// <exception cref="InvalidOperationException">A contender's result is wrong.</exception>
    public Contest Of(TimedKernel kernel)
    {
        var rows = kernel is TimedKernel.OneRow or TimedKernel.ChainedRow ? 1 : _rows;
        var sets = Sets().ToList();
        foreach (var set in sets)
        {
            Check(set);
        }

        var contenders = sets.Select(set => Timed(set.Name, kernel, set)).ToList();
        if (typeof(T) == typeof(Half))
        {
            contenders.Add(Timed(Contender.FloatKernel, kernel));
        }
        else
        {
            contenders.AddRange(Floor.Widths.Select(FloorOf));
        }

        if (_rows == 1)
        {
            contenders.Add(new Contender(Contender.Copy, _classes, () => _logits.Span.CopyTo(_output.Span)));
        }

        return new Contest(kernel, TypeName, _classes, rows, contenders);
    }

    private static string TypeName => typeof(T) == typeof(float) ? "float" : typeof(T) == typeof(double) ? "double" : "Half";

    private IEnumerable<KernelSet<T>> Sets()
    {
        yield return KernelSet<T>.Generated(Contender.Ours, "Widest", _classes);
        foreach (var bits in Floor.Widths)
        {
            yield return KernelSet<T>.Generated($"ours, {bits} bits", $"Bits{bits}", _classes);
        }

        // Neither has loops for Half worth comparing to: both go element by element.
        if (typeof(T) != typeof(Half))
        {
            yield return TensorKernels.Of<T>(_classes);
            yield return ScalarKernels.Of<T>(_classes);
        }
    }

    private Contender Timed(string name, TimedKernel kernel, KernelSet<T> set)
    {
        var all = _classes * _rows;
        return kernel switch
        {
            TimedKernel.Softmax => new Contender(name, all, () => set.Softmax(_logits.Span, _output.Span)),
            TimedKernel.Loss => new Contender(name, all, () => set.Loss(_logits.Span, _labels)),
            TimedKernel.Gradient => new Contender(name, all, () => set.LossAndGradient(_logits.Span, _labels, _output.Span)),
            TimedKernel.OneRow => new Contender(name, CallsOfOneRow * _classes, () => SoftmaxOfEachRow(set)),
            _ => new Contender(name, CallsOfOneRow * _classes, () => SoftmaxInPlace(set)),
        };
    }

    private void SoftmaxOfEachRow(KernelSet<T> set)
    {
        var logits = _logits.Span;
        var output = _output.Span;
        for (var i = 0; i < CallsOfOneRow; i++)
        {
            set.Softmax(logits.Slice(i * _classes, _classes), output.Slice(i * _classes, _classes));
        }
    }

    private void SoftmaxInPlace(KernelSet<T> set)
    {
        var row = _output.Span[.._classes];
        for (var i = 0; i < CallsOfOneRow; i++)
        {
            set.Softmax(row, row);
        }
    }

    /// <summary>The same kernel of float over the same values.</summary>
    private Contender Timed(string name, TimedKernel kernel)
        => new Workload<float>(_classes, _rows).Timed(name, kernel, KernelSet<float>.Generated(name, "Widest", _classes));

    private static Contender FloorOf(int bits)
    {
        var name = $"{Contender.Floor}, {bits} bits";
        if (typeof(T) == typeof(float))
        {
            var (values, results) = (new PlacedBuffer<float>(FloorElements, FloorOffset), new PlacedBuffer<float>(FloorElements, OutputOffset));
            values.Span.Fill(-3.3f);
            return new Contender(name, FloorElements, () => Floor.Exp(bits, values.Span, results.Span));
        }
        else
        {
            var (values, results) = (new PlacedBuffer<double>(FloorElements, FloorOffset), new PlacedBuffer<double>(FloorElements, OutputOffset));
            values.Span.Fill(-3.3);
            return new Contender(name, FloorElements, () => Floor.Exp(bits, values.Span, results.Span));
        }
    }

    private void Check(KernelSet<T> set)
    {
        // Ours sum by a tree of short lanes; a plain loop may lose a rounding for every class.
        var roundings = set.Name.StartsWith(Contender.Ours, StringComparison.Ordinal) ? 32 : 32 + _classes;
        var tolerance = roundings * Math.ScaleB(1, -Precision);
        double[] logits = [.. _logits.Span.ToArray().Select(double.CreateChecked)];
        var (expected, probabilities) = (ScalarKernels.Of<double>(_classes), new double[logits.Length]);
        expected.Softmax(logits, probabilities);
        set.Softmax(_logits.Span, _output.Span);
        Compare("softmax", probabilities, 0.01);

        var loss = expected.Loss(logits, _labels);
        Same("loss", set.Loss(_logits.Span, _labels), loss, loss);
        Same("loss beside its gradient", set.LossAndGradient(_logits.Span, _labels, _output.Span), loss, loss);
        _ = expected.LossAndGradient(logits, _labels, probabilities);

        // p - 1 is off by the rounding of p, however near it is to 0: in the loop that others are compared to as in them.
        Compare("gradient", probabilities, 1.0 / _rows);

        void Compare(string what, double[] exact, double scale)
        {
            var output = _output.Span;
            for (var i = 0; i < exact.Length; i++)
            {
                Same(what, output[i], exact[i], scale);
            }
        }

        void Same(string what, T value, double exact, double scale)
        {
            // Half rounds what lies below its normal numbers by their absolute distance.
            if (!(Math.Abs(double.CreateChecked(value) - exact) <= (tolerance * Math.Max(Math.Abs(exact), scale)) + (typeof(T) == typeof(Half) ? 6e-8 : 0)))
            {
                throw new InvalidOperationException($"{set.Name}, {TypeName}, {_classes} classes: the {what} is {value} instead of {exact}.");
            }
        }
    }

    private static int Precision => typeof(T) == typeof(float) ? 24 : typeof(T) == typeof(double) ? 53 : 11;
}
