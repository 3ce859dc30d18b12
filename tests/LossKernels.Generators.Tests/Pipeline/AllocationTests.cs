using Microsoft.CodeAnalysis;

namespace LossKernels.Generators.Tests.Pipeline;

/// <summary>What the generator allocates, which is what its time follows; unlike time it is the same on every machine.</summary>
public sealed class AllocationTests
{
    /// <summary>Kernels of few classes and of many, in each of the layouts that batches take.</summary>
    private const string Kernels = """
        using System;
        using LossKernels;
        public static partial class Kernels
        {
            [Softmax(5)] public static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);
            [CrossEntropy(20)] public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> labels, Span<double> gradient);
            [CrossEntropy(75)] public static partial float SoftLoss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [Predict(100)] public static partial void Predict(ReadOnlySpan<float> logits, Span<int> labels, Span<float> probabilities);
            [LogSoftmax(1000)] public static partial void LogSoftmax(ReadOnlySpan<float> logits, Span<float> logProbabilities);
        }
        """;

    /// <summary>19 bytes are allocated today; 36 were while lines were split, and plans and shared methods made at every use.</summary>
    private const double MostBytesPerCharacter = 28;

    [Fact]
    public void A_character_of_generated_text_takes_few_bytes_of_memory()
    {
        var compilation = Sources.Compile(Kernels);
        _ = Allocated(compilation);
        var (bytes, characters) = Allocated(compilation);
        Assert.True(
            bytes <= MostBytesPerCharacter * characters,
            $"{bytes:N0} bytes were allocated to generate {characters:N0} characters, {(double)bytes / characters:0.0} for each; at most {MostBytesPerCharacter} are allowed");
    }

    private static (long Bytes, long Characters) Allocated(Compilation compilation)
    {
        var driver = GeneratorRuns.Driver(generator: new KernelGenerator());
        var before = GC.GetAllocatedBytesForCurrentThread();
        driver = driver.RunGenerators(compilation);
        return (GC.GetAllocatedBytesForCurrentThread() - before, driver.KernelFiles().Sum(file => (long)file.SourceText.Length));
    }
}
