using System.Globalization;
using LossKernels.Benchmarks.InMemory;
using LossKernels.Benchmarks.Measuring;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Emission;
using Spectre.Console;

namespace LossKernels.Benchmarks.Surface;

/// <summary>Every kernel of the contract: its time per element as a multiple of that of softmax over the same class count and type.</summary>
internal static class KernelsCommand
{
    /// <summary>More than so many times softmax has to have a reason.</summary>
    private const double Expected = 2;

    // As in ratios: a batch that stays in the second-level cache.
    private const int ElementsOfBatch = 32768;
    private const int MostRows = 1024;

    /// <param name="types">Element types, as C# names them.</param>
    /// <param name="classCounts">Class counts.</param>
    /// <param name="turns">How often each kernel is timed.</param>
    /// <param name="console">Where results go.</param>
    /// <returns>0: what is slow is for a person to judge.</returns>
    /// <exception cref="InvalidOperationException">A kernel's results are not those that it has without vectors.</exception>
    public static int Run(IReadOnlyList<string> types, IReadOnlyList<int> classCounts, int turns, IAnsiConsole console)
    {
        foreach (var type in types)
        {
            var columns = classCounts.Select(classes => Measured(type, classes, turns)).ToList();
            var table = new Table().Border(TableBorder.Markdown).AddColumn(type);
            foreach (var classes in classCounts)
            {
                _ = table.AddColumn(new TableColumn(classes.ToString("N0", CultureInfo.InvariantCulture)) { Alignment = Justify.Right });
            }

            _ = table.AddRow(["softmax, ns per element", .. columns.Select(column => Number(column[0], "0.000"))]);
            for (var i = 1; i < KernelCases.All.Count; i++)
            {
                _ = table.AddRow([KernelCases.All[i].Name, .. columns.Select(column => Multiple(column[i] / column[0]))]);
            }

            console.Write(table);
        }

        return 0;
    }

    /// <summary>The nanoseconds per element of each kernel, softmax first.</summary>
    private static double[] Measured(string type, int classes, int turns)
    {
        var names = KernelCases.All.Select((_, i) => $"Kernel{i}").ToList();
        var declared = KernelCases.All.Select((kernel, i) => kernel.Declare(names[i], classes, type)).ToList();
        var kernels = Load(null);
        var scalar = Load(declaration => KernelCompiler.Compile(declaration, 0));
        for (var i = 0; i < names.Count; i++)
        {
            Check(KernelCases.All[i].Name, type, classes, kernels[names[i]], scalar[names[i]]);
        }

        List<Action> calls = [.. names.Select(name => (Action)kernels[name].Call)];
        Race.Warm(calls);
        var timings = Race.Run(calls, turns);
        return [.. names.Select((name, i) => timings[i].Least / kernels[name].Elements)];

        IReadOnlyDictionary<string, LoadedKernel> Load(Func<KernelDeclaration, KernelText>? compile)
            => LoadedKernel.Load(Consumer.Of("Surface", declared, compile), declaration => Rows(classes) * (declaration.Classes == 1 ? classes : 1));
    }

    private static int Rows(int classes) => Math.Clamp(ElementsOfBatch / classes, 4, MostRows);

    /// <summary>The contract's point 8: the same bits at every width, of which no vectors is one.</summary>
    private static void Check(string name, string type, int classes, LoadedKernel kernel, LoadedKernel scalar)
    {
        kernel.Call();
        scalar.Call();
        foreach (var ((output, bits), (_, expected)) in kernel.Results().Zip(scalar.Results()))
        {
            if (!bits.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidOperationException($"{name} of {classes} classes in {type}: its {output} differs from what it is without vectors.");
            }
        }
    }

    private static string Multiple(double ratio) => ratio > Expected ? $"**{Number(ratio, "0.00")}**" : Number(ratio, "0.00");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
