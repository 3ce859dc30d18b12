using LossKernels.Generators.Lowering;

namespace LossKernels.Generators.Emission;

/// <summary>
/// The method that takes the layouts of the widest vectors the CPU has. The JIT knows the answers, so that nothing of the
/// choice is left at run time.
/// </summary>
internal static class KernelDispatch
{
    public const string MethodName = "AllRows";

    public static string Write(LayoutPlan plan, KernelArguments arguments)
    {
        var writer = new CodeWriter();
        writer.WriteList($"private static void {MethodName}", arguments.Parameters, "");
        writer.OpenBlock();
        var isFirst = true;
        foreach (var width in plan.Widths)
        {
            if (plan.Widths.Count > 1)
            {
                var condition = width.Bits > 0 ? $"if (Vector{width.Bits}.IsHardwareAccelerated)" : "";
                writer.OpenBlock($"{(isFirst ? "" : "else ")}{condition}".TrimEnd());
            }

            foreach (var step in width.Steps)
            {
                writer.WriteList($"{(step.LeavesRows ? "row = " : "")}{step.MethodName}", arguments.PassedOn, ";");
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
