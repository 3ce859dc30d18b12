using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossKernels.Benchmarks.Codegen.Sources;
using LossKernels.Benchmarks.InMemory;
using LossKernels.Benchmarks.Surface;
using LossKernels.Generators.Emission;
using Spectre.Console;

namespace LossKernels.Benchmarks.Codegen;

/// <summary>What the JIT made of kernels, counted: instructions, spills, code size, and the cycles that they take at least on CPUs that need not be at hand.</summary>
internal static class CodegenCommand
{
    // As in ratios.
    private const int ElementsOfBatch = 32768;
    private const int MostRows = 1024;

    /// <param name="cases">The kernels.</param>
    /// <param name="types">Element types, as C# names them.</param>
    /// <param name="classCounts">Class counts.</param>
    /// <param name="bits">The width of the vectors; null for the widest that the CPU has.</param>
    /// <param name="hasLoops">Whether each loop is shown.</param>
    /// <param name="console">Where results go.</param>
    /// <returns>0.</returns>
    /// <exception cref="InvalidOperationException">The CPU has no vectors of that width.</exception>
    public static int Run(IReadOnlyList<KernelCase> cases, IReadOnlyList<string> types, IReadOnlyList<int> classCounts, int? bits, bool hasLoops, IAnsiConsole console)
    {
        var width = bits ?? Widest;
        if (width > Widest)
        {
            // The setting is hexadecimal.
            throw new InvalidOperationException(width == 512 && Avx512F.IsSupported
                ? "The runtime does not prefer this CPU's vectors of 512 bits, and the JIT makes no code for them; DOTNET_PreferredVectorBitWidth=200 makes it prefer them."
                : $"This CPU has no vectors of {width} bits, and the JIT makes no code for them here: at most {Widest}.");
        }

        foreach (var type in types)
        {
            var (floor, kernels) = Count(cases, type, classCounts, width);
            console.WriteLine($"{type}, vectors of {width} bits; all but code and frame per vector of elements, exp floor: {CodegenTable.Describe(floor)}");
            console.Write(CodegenTable.Of(floor, kernels));
            if (hasLoops)
            {
                foreach (var kernel in kernels.Prepend(floor))
                {
                    console.Write(CodegenTable.OfLoops(kernel));
                }
            }
        }

        return 0;
    }

    private static int Widest => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static (CountedKernel Floor, IReadOnlyList<CountedKernel> Kernels) Count(IReadOnlyList<KernelCase> cases, string type, IReadOnlyList<int> classCounts, int bits)
    {
        var chosen = classCounts.SelectMany(classes => cases.Select(kernel => (Case: kernel, Classes: classes))).Select((kernel, i) => (kernel.Case, kernel.Classes, Method: $"Kernel{i}")).ToList();
        var computed = type == "double" ? "double" : "float";

        // The floor needs exp, whether the kernels do or not.
        var declarations = chosen.Select(kernel => kernel.Case.Declare(kernel.Method, kernel.Classes, type)).Append(KernelCases.Softmax.Declare("Exp", 10, computed));
        var consumer = ExpFloor.AddTo(Consumer.Of("Kernels", declarations, declaration => KernelCompiler.Compile(declaration, bits)), computed, bits);
        var counting = new LoopCounting(consumer);
        var calls = chosen.Select(kernel => new ListedCall(kernel.Method, ArgumentMemory.Of(consumer.Declarations[kernel.Method], RowsOf(kernel.Method, kernel.Classes)))).ToList();

        // A short loop would be found in the method that calls it.
        var listed = ListedCall.List(LayoutMethods.With(consumer, nameof(MethodImplOptions.NoInlining)).Emit(), [ExpFloor.Call(computed), .. calls], counting.Methods.Select(method => method.Name));

        var counted = new CountedProgram(counting);
        double lanes = bits / (computed == "double" ? 64 : 32);
        return (
            counted.Count("exp alone", ExpFloor.Name, ExpFloor.Elements / lanes, ExpFloor.Call(computed), listed),
            [.. chosen.Zip(calls, (kernel, call) => counted.Count(
                $"{kernel.Case.Name}, {kernel.Classes:N0} classes",
                $"Kernels_{kernel.Method}",
                RowsOf(kernel.Method, kernel.Classes) * consumer.Declarations[kernel.Method].Classes / lanes,
                call,
                listed))]);

        int RowsOf(string method, int classes) => Math.Clamp(ElementsOfBatch / classes, classes >= 1_000_000 ? 1 : 4, MostRows) * (consumer.Declarations[method].Classes == 1 ? classes : 1);
    }
}
