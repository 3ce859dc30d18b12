using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Text;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Emission;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Kernels;
using LossKernels.Generators.Lowering;
using LossKernels.Generators.RowPrograms;
using LossKernels.Kernels.Tests.InMemory;
using LossKernels.Kernels.Tests.Memory;

namespace LossKernels.Kernels.Tests.Execution;

/// <summary>
/// Compiles many kernels at once, in layouts and at widths of one's choice or as the generator would choose, without the
/// argument guards of a user's method, and with memory from <see cref="GuardedStack"/> in place of the stack's.
/// </summary>
internal sealed class KernelHost
{
    private static readonly ConcurrentDictionary<string, Lazy<CompiledKernel>> _alone = new();

    private readonly List<(KernelSignature Signature, string Variant, KernelText Text)> _kernels = [];

    /// <summary>
    /// A kernel in the layouts that the generator takes where vectors have at most some number of bits: of its widths the one that this CPU would take, since the
    /// others would be compiled and not run.
    /// </summary>
    public KernelHost Add(KernelSignature signature, int maximumBits = 512)
    {
        var declaration = signature.ToDeclaration();
        var program = KernelPrograms.Of(declaration);
        var plan = LayoutPlan.Of(program, declaration.Classes, declaration.Element, maximumBits, declaration.IsOneRow);
        var taken = new LayoutPlan(new[] { plan.Widths.First(width => IsTaken(width.Bits)) }.ToEquatableArray());
        _kernels.Add((signature, $"as planned up to {maximumBits} bits", KernelCompiler.Compile(declaration, program, taken)));
        return this;
    }

    /// <summary>A kernel at every width that it has, as in a user's program.</summary>
    public KernelHost AddWhole(KernelSignature signature)
    {
        _kernels.Add((signature, "as in a program", KernelCompiler.Compile(signature.ToDeclaration(), 512)));
        return this;
    }

    /// <summary>A kernel in one layout at one width, if that layout is for such kernels.</summary>
    public KernelHost Add(KernelSignature signature, LayoutStep step)
        => IsFor(signature, step) ? Add(signature, KernelPrograms.Of(signature.ToDeclaration()), step) : this;

    /// <summary>Whether a layout is for such kernels.</summary>
    public static bool IsFor(KernelSignature signature, LayoutStep step) => step.IsFor(KernelPrograms.Of(signature.ToDeclaration()));

    /// <summary>Any row program in one layout at one width, behind a signature.</summary>
    public KernelHost Add(KernelSignature signature, RowProgram program, LayoutStep step)
    {
        _kernels.Add((signature, step.MethodName, KernelCompiler.Compile(signature.ToDeclaration(), program, LayoutPlan.Only(step.Layout, step.Vector, signature.Classes))));
        return this;
    }

    /// <summary>The kernels in the order in which they were added.</summary>
    public IReadOnlyList<CompiledKernel> Compile()
    {
        var sources = _kernels.Select((kernel, index) => Write(kernel.Signature, kernel.Text, index)).Append(WriteShared()).ToArray();
        var calls = InMemoryCompiler.Compile("Kernels", sources).GetType("Calls", throwOnError: true)!;
        return [.. _kernels.Select((kernel, index) => new CompiledKernel(kernel.Signature, kernel.Variant, CallOf(calls, kernel.Signature, index)) { Turn = index })];
    }

    /// <summary>One kernel as planned, compiled when it is first asked for.</summary>
    public static CompiledKernel Compile(KernelSignature signature)
        => _alone.GetOrAdd(signature.Declare("Kernel"), _ => new(() => new KernelHost().Add(signature).Compile()[0])).Value;

    /// <summary>Every layout at every width that can hold a class count.</summary>
    public static IEnumerable<LayoutStep> StepsFor(int classes, ElementType element)
        => from layout in Enum.GetValues<Layout>()
           from bits in (int[])[512, 256, 128, 0]
           let step = new LayoutStep(layout, new VectorType(element, bits))
           where step.CanLower(classes)
           select step;

    private static bool IsTaken(int bits) => bits switch
    {
        512 => Vector512.IsHardwareAccelerated,
        256 => Vector256.IsHardwareAccelerated,
        128 => Vector128.IsHardwareAccelerated,
        _ => true,
    };

    private static Delegate CallOf(Type calls, KernelSignature signature, int index)
    {
        return calls.GetMethod($"Call{index}", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate(signature.CallType);
    }

    private static string Write(KernelSignature signature, KernelText text, int index)
    {
        var source = new StringBuilder();
        var rows = signature.IsOneRow ? "1" : $"{signature.RowsInput}.Length / {signature.Classes}";
        _ = source.AppendLine(GeneratedUsings).AppendLine($$"""
            namespace LossKernels.Generated
            {
                internal static class Kernel{{index}}
                {
                    internal static {{signature.ReturnType}} Invoke({{string.Join(", ", signature.Roles.Select(signature.ParameterOf))}})
                    {
                        var rows = {{rows}};
                        {{text.Body}}
                    }

                    {{string.Join("\n", text.Methods)}}
                }
            }

            public static partial class Calls
            {
                {{signature.WriteCall($"Call{index}", $"LossKernels.Generated.Kernel{index}.Invoke")}}
            }
            """);
        return GuardedStack.Guard(source.ToString());
    }

    private string WriteShared()
    {
        var methods = new SortedDictionary<string, SharedMethod>(StringComparer.Ordinal);
        foreach (var method in _kernels.SelectMany(kernel => kernel.Text.Shared))
        {
            methods[method.Key] = method;
        }

        return $$"""
            {{GeneratedUsings}}
            namespace LossKernels.Generated
            {
                internal static partial class KernelFunctions
                {
                    {{string.Join("\n\n", methods.Values.Select(method => method.Text))}}
                }
            }
            """;
    }

    private const string GeneratedUsings = """
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Runtime.Intrinsics;
        using static LossKernels.Generated.KernelFunctions;
        """;
}
