using LossKernels.Generators.Functions;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>The values of the whole batch, in every lane, for all loops of a layout.</summary>
internal static class BatchLanes
{
    public static void Write(KernelArguments arguments, VectorType vector, CodeWriter writer)
    {
        foreach (var name in arguments.BatchValues.Select(arguments.NameOfBatchValue))
        {
            writer.Write($"var {name}Lanes = {vector.Splat(name)};");
        }
    }
}
