using System.Globalization;
using LossKernels.Benchmarks.InMemory;
using LossKernels.Benchmarks.Kernels;
using LossKernels.Benchmarks.Measuring;
using LossKernels.Benchmarks.Surface;
using LossKernels.Generators.Declarations;
using LossKernels.Generators.Emission;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Kernels;
using LossKernels.Generators.Lowering;
using Spectre.Console;
using Layout = LossKernels.Generators.Lowering.Layout;

namespace LossKernels.Benchmarks.Layouts;

/// <summary>Measures anew where layouts cross: the same kernels in every layout that can hold a class count, whichever the generator would take.</summary>
internal static class LayoutsCommand
{
    // As in ratios, but in whole blocks: no layout leaves rows.
    private const int ElementsOfBatch = 32768;
    private const int MostRows = 1024;
    private const int Block = 64;

    private const int FloorElements = 2048;

    private static readonly (string Heading, KernelCase Case)[] s_kernels = [("softmax", KernelCases.Softmax), ("loss", KernelCases.Loss), ("loss and gradient", KernelCases.Gradient)];

    /// <param name="element">The element type.</param>
    /// <param name="bits">The vectors' width.</param>
    /// <param name="classCounts">Class counts.</param>
    /// <param name="turns">How often each kernel is timed.</param>
    /// <param name="console">Where results go.</param>
    /// <returns>0; 1 if the generator takes a layout that is a tenth slower than another.</returns>
    /// <exception cref="InvalidOperationException">Two layouts have different results.</exception>
    public static int Run(ElementType element, int bits, IReadOnlyList<int> classCounts, int turns, IAnsiConsole console)
    {
        const double noise = 1.1;
        var table = new Table().Border(TableBorder.Markdown).AddColumn(new TableColumn("K") { Alignment = Justify.Right }).AddColumn("");
        foreach (var (heading, _) in s_kernels)
        {
            _ = table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right });
        }

        var worse = new List<string>();
        foreach (var classes in classCounts)
        {
            var declared = Consumer.Of("Declared", Declared(element, classes)).Declarations;
            var programs = s_kernels.Select((_, kernel) => KernelPrograms.Of(declared[$"Kernel{kernel}"])).ToList();
            var steps = Enum.GetValues<Layout>().Select(layout => new LayoutStep(layout, new VectorType(element, bits))).Where(step => step.CanLower(classes) && programs.All(step.IsFor)).ToList();
            var times = Measured(element, classes, steps, turns);
            for (var step = 0; step < steps.Count; step++)
            {
                _ = table.AddRow([
                    step == 0 ? classes.ToString("N0", CultureInfo.InvariantCulture) : "",
                    steps[step].Layout.ToString(),
                    .. s_kernels.Select((_, kernel) => Cell(times[step][kernel], times.Min(other => other[kernel]), IsTaken(step, kernel)))]);
                worse.AddRange(s_kernels.Where((_, kernel) => IsTaken(step, kernel) && times[step][kernel] > noise * times.Min(other => other[kernel])).Select(kernel => $"{kernel.Heading} of {classes} classes"));
            }

            bool IsTaken(int step, int kernel) => LayoutPlan.Of(programs[kernel], classes, element, bits, isOneRow: false).Widths[0].Steps[0].Layout == steps[step].Layout;
        }

        console.WriteLine($"{element}, vectors of {bits} bits, as multiples of exp alone; the best in bold, what the generator takes with a star.");
        console.Write(table);
        console.WriteLine(worse.Count == 0 ? "The generator takes what is best, or within a tenth of it." : $"Not the best by more than a tenth: {string.Join(", ", worse)}.");
        return worse.Count == 0 ? 0 : 1;
    }

    private static List<string> Declared(ElementType element, int classes)
        => [.. s_kernels.Select((kernel, i) => kernel.Case.Declare($"Kernel{i}", classes, element == ElementType.Double ? "double" : "float"))];

    /// <summary>The times of each layout and kernel as multiples of the floor's.</summary>
    private static IReadOnlyList<double[]> Measured(ElementType element, int classes, IReadOnlyList<LayoutStep> steps, int turns)
    {
        var rows = Math.Clamp(ElementsOfBatch / classes / Block * Block, Block, MostRows);
        var kernels = steps.Select(step => LoadedKernel.Load(
            Consumer.Of("Layouts", Declared(element, classes), declaration => KernelCompiler.Compile(declaration, KernelPrograms.Of(declaration), LayoutPlan.Only(step.Layout, step.Vector, classes))),
            _ => rows)).ToList();
        for (var i = 0; i < s_kernels.Length; i++)
        {
            CheckSame(s_kernels[i].Heading, classes, steps, [.. kernels.Select(layout => layout[$"Kernel{i}"])]);
        }

        List<Action> calls = [.. kernels.SelectMany(layout => s_kernels.Select((_, i) => (Action)layout[$"Kernel{i}"].Call)), .. Floor.Widths.Select(width => FloorOf(element, width))];
        Race.Warm(calls);
        var timings = Race.Run(calls, turns);
        var floor = timings.Skip(steps.Count * s_kernels.Length).Min(timing => timing.Least) / FloorElements;
        return [.. steps.Select((_, step) => s_kernels.Select((_, kernel) => timings[(step * s_kernels.Length) + kernel].Least / (rows * classes) / floor).ToArray())];
    }

    private static Action FloorOf(ElementType element, int width)
    {
        if (element == ElementType.Double)
        {
            var (values, results) = (new PlacedBuffer<double>(FloorElements, 2048), new PlacedBuffer<double>(FloorElements, 1024));
            values.Span.Fill(-3.3);
            return () => Floor.Exp(width, values.Span, results.Span);
        }

        var (floats, floatResults) = (new PlacedBuffer<float>(FloorElements, 2048), new PlacedBuffer<float>(FloorElements, 1024));
        floats.Span.Fill(-3.3f);
        return () => Floor.Exp(width, floats.Span, floatResults.Span);
    }

    private static void CheckSame(string what, int classes, IReadOnlyList<LayoutStep> steps, IReadOnlyList<LoadedKernel> kernels)
    {
        for (var i = 0; i < kernels.Count; i++)
        {
            kernels[i].Call();
            if (kernels[i].Results().Zip(kernels[0].Results()).Any(pair => !pair.First.Bits.AsSpan().SequenceEqual(pair.Second.Bits)))
            {
                throw new InvalidOperationException($"{what} of {classes} classes differs between {steps[0].Layout} and {steps[i].Layout}.");
            }
        }
    }

    private static string Cell(double time, double best, bool isTaken)
    {
        var number = time.ToString("0.00", CultureInfo.InvariantCulture) + (isTaken ? "\\*" : "");
        return time <= best ? $"**{number}**" : number;
    }
}
