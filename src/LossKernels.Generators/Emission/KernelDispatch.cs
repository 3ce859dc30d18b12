using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering;

namespace LossKernels.Generators.Emission;

/// <summary>
/// The methods that take the layouts of the widest vectors the CPU has. The JIT knows the answers, so that nothing of the
/// choice is left at run time.
/// </summary>
internal static class KernelDispatch
{
    /// <summary>The method for any number of rows.</summary>
    public const string AllRows = "AllRows";

    /// <summary>The method for fewer rows than fill a vector, which is called without the memory that many rows need.</summary>
    public const string FewRows = "FewRows";

    /// <summary>The methods' text.</summary>
    public static string Write(LayoutPlan plan, KernelArguments arguments)
    {
        // Memory for a block of rows is taken once a call: by the caller where it goes through the rows in blocks.
        var isTakenHere = plan.HasScratch && arguments.Totals.Count == 0;
        var all = Write(AllRows, plan, arguments, _ => true, plan.HasScratch && !isTakenHere, isTakenHere);
        return isTakenHere ? $"{all}\n{Write(FewRows, plan, arguments, step => !step.HasScratch, false, false)}" : all;
    }

    private static string Write(string name, LayoutPlan plan, KernelArguments arguments, Func<LayoutStep, bool> isTaken, bool takesScratch, bool ownsScratch)
    {
        var writer = CodeWriter.OfMembers();
        writer.WriteList($"private static void {name}", arguments.Parameters(takesScratch), "");
        writer.OpenBlock();
        if (ownsScratch)
        {
            var element = VectorType.Scalar(arguments.Element).ElementName;
            writer.Write($"Span<{element}> {KernelArguments.Scratch}Memory = stackalloc {element}[{arguments.ScratchLength}];");
            writer.Write($"ref var {KernelArguments.Scratch} = ref MemoryMarshal.GetReference({KernelArguments.Scratch}Memory);");
        }

        var isFirst = true;
        foreach (var width in plan.Widths)
        {
            if (plan.Widths.Count > 1)
            {
                var condition = width.Bits > 0 ? $"if (Vector{width.Bits}.IsHardwareAccelerated)" : "";
                writer.OpenBlock($"{(isFirst ? "" : "else ")}{condition}".TrimEnd());
            }

            foreach (var step in width.Steps.Where(isTaken))
            {
                writer.WriteList($"{(step.LeavesRows ? "row = " : "")}{step.MethodName}", arguments.PassedOn(step.HasScratch), ";");
            }

            if (plan.Widths.Count > 1)
            {
                writer.CloseBlock();
            }

            isFirst = false;
        }

        writer.CloseBlock();
        return writer.ToString();
    }
}
