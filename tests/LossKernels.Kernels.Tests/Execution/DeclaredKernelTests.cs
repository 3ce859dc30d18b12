using System.Reflection;
using System.Text;
using LossKernels.Generators;
using LossKernels.Generators.Declarations;
using LossKernels.Kernels.Tests.InMemory;
using LossKernels.Kernels.Tests.Oracle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// Declarations as users write them, through the generator itself and with its argument guards: those of shared/acceptance that
/// belong to kernels that there are.
/// </summary>
public class DeclaredKernelTests
{
    internal static readonly KernelSignature[] Declared =
    [
        new(KernelKind.Softmax, 3, ElementType.Single, Role.Logits, Role.Probabilities),
        new(KernelKind.Softmax, 3, ElementType.Single, Role.Logits, Role.Temperature, Role.Probabilities),
        new(KernelKind.LogSoftmax, 3, ElementType.Single, Role.Logits, Role.LogProbabilities),
        new(KernelKind.LogSumExp, 3, ElementType.Single, Role.Logits),
        new(KernelKind.LogSumExp, 3, ElementType.Single, Role.Logits, Role.LogSumExp),
        new(KernelKind.SoftmaxGradient, 3, ElementType.Single, Role.Probabilities, Role.Upstream, Role.Gradient),
        new(KernelKind.LogSoftmaxGradient, 3, ElementType.Single, Role.LogProbabilities, Role.Upstream, Role.Gradient),
        new(KernelKind.Softmax, 10, ElementType.Single, Role.Logits, Role.Probabilities),
        new(KernelKind.Softmax, 10, ElementType.Double, Role.Logits, Role.Probabilities),
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels),
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Label),
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels) { LabelType = "byte" },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels) { LabelType = "long" },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Targets),
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient),
        new(KernelKind.CrossEntropy, 10, ElementType.Double, Role.Logits, Role.Labels, Role.Gradient),
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Targets, Role.Gradient),
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.Probabilities, Role.Correct),
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels) { Reduction = Reduction.Sum },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Losses) { Reduction = Reduction.None },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.TotalWeight, Role.Labels, Role.Logits),
        new(KernelKind.NegativeLogLikelihood, 10, ElementType.Single, Role.LogProbabilities, Role.Labels),
        new(KernelKind.NegativeLogLikelihood, 10, ElementType.Double, Role.LogProbabilities, Role.Label, Role.Gradient),
        new(KernelKind.NegativeLogLikelihood, 200, ElementType.Single, Role.LogProbabilities, Role.Labels, Role.Gradient, Role.Losses) { Reduction = Reduction.None, LabelType = "byte" },
        new(KernelKind.Entropy, 3, ElementType.Single, Role.Logits),
        new(KernelKind.Entropy, 3, ElementType.Single, Role.Logits, Role.Entropies) { Reduction = Reduction.None },
        new(KernelKind.Entropy, 200, ElementType.Double, Role.Entropies, Role.Logits) { Reduction = Reduction.Sum },
        new(KernelKind.Predict, 10, ElementType.Single, Role.Logits),
        new(KernelKind.Predict, 10, ElementType.Single, Role.Logits, Role.Probability),
        new(KernelKind.Predict, 10, ElementType.Single, Role.Logits, Role.Temperature, Role.Probability),
        new(KernelKind.Predict, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Probabilities),
        new(KernelKind.TopK, 10, ElementType.Single, Role.Logits, Role.Temperature, Role.Labels, Role.Probabilities) { RankCount = 3 },
        new(KernelKind.TopK, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Probabilities) { RankCount = 3 },
        new(KernelKind.TopK, 200, ElementType.Double, Role.Probabilities, Role.Labels, Role.Logits) { RankCount = 200 },
        new(KernelKind.Sigmoid, 1, ElementType.Single, Role.Logits, Role.Probabilities),
        new(KernelKind.LogSigmoid, 1, ElementType.Single, Role.Logits, Role.LogProbabilities),
        new(KernelKind.Softplus, 1, ElementType.Single, Role.Logits, Role.Values),
        new(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, Role.Logits, Role.Labels) { LabelType = "bool" },
        new(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient) { LabelType = "byte" },
        new(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, Role.Logits, Role.Targets, Role.Gradient) { LabelSmoothing = 0.1 },
        new(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient) { LabelType = "sbyte", Binary = new(1, BinaryLabels.PlusMinusOne) },
        new(KernelKind.BinaryCrossEntropy, 1, ElementType.Single, Role.Logits, Role.Labels, Role.PositiveWeight, Role.Gradient) { LabelType = "byte" },
        new(KernelKind.BinaryCrossEntropy, 4, ElementType.Single, Role.Logits, Role.Labels, Role.PositiveWeights, Role.Gradient) { LabelType = "bool" },
        new(KernelKind.Softmax, 10, ElementType.Single, Role.Logits, Role.Probabilities) { Stored = StoredType.Half },
        new(KernelKind.Softmax, 10, ElementType.Single, Role.Logits, Role.Temperature, Role.Probabilities) { Stored = StoredType.Half },
        new(KernelKind.Softmax, 10, ElementType.Single, Role.Temperature, Role.Logits, Role.Probabilities) { Stored = StoredType.Half, HasFloatsBeside = true },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient) { Stored = StoredType.Half, HasFloatsBeside = true },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Label, Role.Gradient, Role.Losses, Role.TotalWeight) { Stored = StoredType.Half },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Targets, Role.Losses, Role.TotalWeight) { Stored = StoredType.Half, HasFloatsBeside = true, Reduction = Reduction.Sum },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Losses) { Stored = StoredType.Half, HasFloatsBeside = true, Reduction = Reduction.None },
        new(KernelKind.LogSumExp, 3, ElementType.Single, Role.Logits) { Stored = StoredType.Half },
        new(KernelKind.LogSumExp, 3, ElementType.Single, Role.Logits) { Stored = StoredType.Half, HasFloatsBeside = true },
        new(KernelKind.Predict, 10, ElementType.Single, Role.Logits, Role.Temperature, Role.Probability) { Stored = StoredType.Half },
        new(KernelKind.Predict, 10, ElementType.Single, Role.Logits, Role.Probability) { Stored = StoredType.Half, HasFloatsBeside = true },
        new(KernelKind.Entropy, 200, ElementType.Single, Role.Logits, Role.Entropies) { Stored = StoredType.Half, HasFloatsBeside = true },
        new(KernelKind.Softmax, 32000, ElementType.Single, Role.Logits, Role.Probabilities) { Stored = StoredType.Half },
        new(KernelKind.CrossEntropy, 32000, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient) { Stored = StoredType.Half, HasFloatsBeside = true },
        new(KernelKind.Softmax, 32000, ElementType.Single, Role.Logits, Role.Probabilities),
        new(KernelKind.CrossEntropy, 32000, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient),
        new(KernelKind.Softmax, 7, ElementType.Single, Role.Logits, Role.Probabilities),
    ];

    private static readonly KernelSignature[] _withOptions =
    [
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.TotalWeight) { Options = LossOptions.None with { LabelSmoothing = 0.1 } },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.TotalWeight) { Options = LossOptions.None with { IgnoreLabel = -100 } },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.ClassWeights, Role.Gradient, Role.Losses, Role.TotalWeight),
        new(KernelKind.CrossEntropy, 10, ElementType.Double, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.TotalWeight) { LabelType = "long", Options = LossOptions.None with { IgnoreLabel = -1 } },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.TotalWeight) { Options = LossOptions.None with { FocalGamma = 2 } },
        new(KernelKind.CrossEntropy, 10, ElementType.Single, Role.Logits, Role.Labels, Role.Gradient, Role.Losses, Role.TotalWeight) { Options = LossOptions.None with { ZLoss = 1e-4 } },
        new(KernelKind.CrossEntropy, 10, ElementType.Double, Role.Logits, Role.Targets, Role.ClassWeights, Role.Gradient, Role.Losses, Role.TotalWeight) { Options = LossOptions.None with { LabelSmoothing = 0.1, ZLoss = 1e-4 } },
    ];

    [Fact]
    public void Every_option_of_a_declaration_reaches_its_kernel_rounded_to_its_type()
    {
        foreach (var kernel in Compile(_withOptions))
        {
            // The declaration says 0.1; the kernel computes with the float nearest to it.
            var (signature, options) = (kernel.Signature, kernel.Signature.Options);
            if (signature.Element == ElementType.Single)
            {
                signature = signature with { Options = options with { LabelSmoothing = (float)options.LabelSmoothing, ZLoss = (float)options.ZLoss } };
            }

            var batch = OptionSignatures.WithIgnoredRows(Batches.Finite(FloatFormat.Of(signature.Element), signature.Classes), signature);
            OptionCheck.AssertRight(signature, kernel.Variant, batch, kernel.Run(batch));
        }
    }

    [Fact]
    public void Every_declaration_compiles_and_is_right()
    {
        foreach (var kernel in Compile(Declared))
        {
            var signature = kernel.Signature;
            var format = signature.Format;
            var batch = signature.IsBinary
                ? BinaryBatches.Of(format, Math.Max(signature.Classes, signature.Binary.Outputs), signature.Binary.Labels == BinaryLabels.PlusMinusOne ? -1 : 0)
                : Batches.Finite(format, signature.Classes);
            var temperature = signature.Has(Role.Temperature) ? 2.5 : 1;
            foreach (var rows in signature.IsOneRow ? Enumerable.Range(0, batch.Rows).Select(i => batch.Select(i)) : [batch])
            {
                OracleCheck.AssertRight(kernel, rows, kernel.Run(rows, temperature), temperature);
            }
        }
    }

    private static IEnumerable<CompiledKernel> Compile(KernelSignature[] signatures)
    {
        var source = $$"""
            public static partial class Declared
            {
                {{string.Join("\n    ", signatures.Select((signature, i) => signature.Declare($"Kernel{i}")))}}
            }

            public static class Calls
            {
                {{string.Join("\n    ", signatures.Select((signature, i) => signature.WriteCall($"Call{i}", $"Declared.Kernel{i}")))}}
            }
            """;
        // Kernels ask for C# 14, which this Roslyn knows as its preview.
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var compilation = InMemoryCompiler.Compilation("Declared").AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, options, "Declared.cs", Encoding.UTF8));
        _ = CSharpGeneratorDriver
            .Create([new KernelGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var diagnostics);
        Assert.Empty(diagnostics);
        var calls = InMemoryCompiler.Load((CSharpCompilation)generated).GetType("Calls", throwOnError: true)!;
        return signatures.Select((signature, i) => new CompiledKernel(
            signature,
            "as declared",
            calls.GetMethod($"Call{i}", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate(signature.CallType)));
    }
}
