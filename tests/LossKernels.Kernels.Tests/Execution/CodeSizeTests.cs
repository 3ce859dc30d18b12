using System.Reflection;
using System.Reflection.Emit;
using LossKernels.Generators.Kernels;
using LossKernels.Generators.Lowering;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// The JIT optimizes the largest kernels that there are. It gives up on a method of more than 60,000 bytes of IL, 20,000 instructions, 2,000 basic blocks, 2,000 locals or 8,000
/// uses of locals (compiler.h of the runtime, <c>DEFAULT_MIN_OPTS_*</c>), and keeps at most 1,024 locals in registers; of those, functions that are inlined bring more.
/// </summary>
public class CodeSizeTests
{
    // What docs/performance.md states: two thirds of what the JIT takes, since a method that grows past a limit of the JIT is several times as slow, and nobody is told.
    private const int MostBytes = 40_000;
    private const int MostBlocks = 2_000;
    private const int MostLocals = 1_024;
    private const int MostUses = 8_000;

    private const int MostClasses = 1_048_576;

    private static readonly Dictionary<short, OpCode> _opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Theory]
    [InlineData(nameof(StoredType.Single))]
    [InlineData(nameof(StoredType.Double))]
    [InlineData(nameof(StoredType.Half))]
    public void The_largest_unrolled_kernels_stay_below_what_the_JIT_optimizes(string element)
    {
        var stored = Enum.Parse<StoredType>(element);
        var host = new KernelHost();
        foreach (var (step, classes) in LargestClassCounts(stored))
        {
            foreach (var signature in LargestKernels(classes, stored))
            {
                _ = host.Add(signature, step);
            }
        }

        foreach (var signature in LargestKernels(MostClasses - 1, stored))
        {
            _ = host.AddWhole(signature);
        }

        var kernels = host.Compile();
        var methods = kernels[0].Assembly.GetTypes().Where(type => type.Namespace == "LossKernels.Generated")
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(method => method.DeclaringType!.Namespace == "LossKernels.Generated" && method.GetMethodBody() is not null)
            .Select(method => (Name: $"{NameOf(method.DeclaringType!)}, {method.Name}", Size: SizeOf(method.GetMethodBody()!)))
            .ToList();
        Assert.True(methods.Count > 50, $"only {methods.Count} methods were looked at");
        Below(MostBytes, "bytes of IL", size => size.Bytes);
        Below(MostBlocks, "branches and their targets", size => size.Blocks);
        Below(MostLocals, "locals", size => size.Locals);
        Below(MostUses, "uses of locals", size => size.Uses);

        string NameOf(Type type) => int.TryParse(type.Name.Replace("Kernel", "", StringComparison.Ordinal), out var index) ? kernels[index].Signature.ToString() : type.Name;

        void Below(int most, string what, Func<(int Bytes, int Blocks, int Locals, int Uses), int> measure)
        {
            var larger = methods.Where(method => measure(method.Size) > most).OrderByDescending(method => measure(method.Size)).ToList();
            Assert.True(larger.Count == 0, $"{larger.Count} methods have more than {most} {what}, such as\n{string.Join("\n", larger.Take(12).Select(method => $"{method.Name} with {measure(method.Size)}"))}");
        }
    }

    /// <summary>For each layout and width of the generator's plans the largest class count.</summary>
    private static Dictionary<LayoutStep, int> LargestClassCounts(StoredType stored)
    {
        const int mostUnrolled = 1024;
        var largest = new Dictionary<LayoutStep, int>();
        for (var classes = 2; classes <= mostUnrolled; classes++)
        {
            KernelSignature[] signatures =
            [
                new(KernelKind.CrossEntropy, classes, stored.Computed(), Role.Logits, Role.Labels),
                new(KernelKind.CrossEntropy, classes, stored.Computed(), Role.Logits, Role.Labels, Role.Gradient),
            ];
            var plans = from signature in signatures
                        from isOneRow in (bool[])[false, true]
                        select LayoutPlan.Of(KernelPrograms.Of(signature.ToDeclaration()), classes, stored.Computed(), 512, isOneRow);
            foreach (var step in plans.SelectMany(plan => plan.Widths).SelectMany(width => width.Steps))
            {
                largest[step] = classes;
            }
        }

        return largest.Where(pair => pair.Value < mostUnrolled).ToDictionary();
    }

    /// <summary>What asks for most: each output, each weight and option; as many ranks as there can be.</summary>
    private static IEnumerable<KernelSignature> LargestKernels(int classes, StoredType stored)
    {
        var element = stored.Computed();
        var all = LossOptions.None with { LabelSmoothing = 0.125, ZLoss = 0.5, IgnoreLabel = -1 };
        KernelSignature[] kernels =
        [
            new(KernelKind.CrossEntropy, classes, element, Role.Logits, Role.Labels, Role.ClassWeights, Role.Gradient, Role.Losses, Role.Probabilities, Role.Correct, Role.TotalWeight) { Options = all },
            new(KernelKind.TopK, classes, element, Role.Logits, Role.Temperature, Role.Labels, Role.Probabilities) { RankCount = Math.Min(classes, 1024) },
        ];
        return kernels.Select(kernel => Signatures.As(kernel, stored));
    }

    /// <summary>What the JIT's limits are about.</summary>
    private static (int Bytes, int Blocks, int Locals, int Uses) SizeOf(MethodBody body)
    {
        var code = body.GetILAsByteArray()!;
        var (blocks, uses) = (0, 0);
        for (var place = 0; place < code.Length;)
        {
            var value = code[place] == 0xFE ? (short)((0xFE << 8) | code[++place]) : code[place];
            place++;
            var opCode = _opCodes[value];

            // A jump ends a block, and its target begins one.
            blocks += opCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch ? 2 : 0;
            uses += opCode.Name!.StartsWith("ldloc", StringComparison.Ordinal) || opCode.Name.StartsWith("stloc", StringComparison.Ordinal) || opCode.Name.Contains("arg", StringComparison.Ordinal) ? 1 : 0;
            place += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, place)),
                _ => 4,
            };
        }

        return (code.Length, blocks, body.LocalVariables.Count, uses);
    }
}
