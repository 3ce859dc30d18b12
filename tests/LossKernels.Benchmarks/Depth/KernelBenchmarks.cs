using System.Numerics;
using BenchmarkDotNet.Attributes;
using LossKernels.Benchmarks.Contenders;
using LossKernels.Benchmarks.Measuring;

namespace LossKernels.Benchmarks.Depth;

/// <summary>Softmax, loss and gradient over a batch that stays in the second-level cache, of each class count that there are kernels of.</summary>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(Half))]
[MemoryDiagnoser]
public class KernelBenchmarks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ElementsOfBatch = 32768;
    private const int MostRows = 1024;

    private KernelSet<T> _kernels = null!;
    private PlacedBuffer<T> _logits = null!;
    private PlacedBuffer<T> _output = null!;
    private int[] _labels = [];

    /// <summary>The class counts.</summary>
    public static IEnumerable<int> ClassCounts => KernelSet<T>.ClassCounts;

    /// <summary>K.</summary>
    [ParamsSource(nameof(ClassCounts))]
    public int Classes { get; set; }

    /// <summary>Makes a batch.</summary>
    [GlobalSetup]
    public void MakeBatch()
    {
        var rows = Math.Clamp(ElementsOfBatch / Classes, 1, MostRows);
        (_logits, _output, _labels) = (new PlacedBuffer<T>(rows * Classes, 0), new PlacedBuffer<T>(rows * Classes, 1024), new int[rows]);
        _kernels = KernelSet<T>.Generated(Contender.Ours, "Widest", Classes);
        var random = new Random(7);
        foreach (ref var logit in _logits.Span)
        {
            logit = T.CreateChecked(12 * (random.NextDouble() - 0.5));
        }

        foreach (ref var label in _labels.AsSpan())
        {
            label = random.Next(Classes);
        }
    }

    /// <summary>The probabilities of the batch.</summary>
    [Benchmark(Baseline = true)]
    public void Softmax() => _kernels.Softmax(_logits.Span, _output.Span);

    /// <summary>Its mean cross-entropy.</summary>
    [Benchmark]
    public T Loss() => _kernels.Loss(_logits.Span, _labels);

    /// <summary>Its mean cross-entropy with the gradient.</summary>
    [Benchmark]
    public T LossAndGradient() => _kernels.LossAndGradient(_logits.Span, _labels, _output.Span);
}
