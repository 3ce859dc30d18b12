using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>The memory that a layout is given for what waits between its loops, as the buffers that the layout divides it into.</summary>
internal sealed class ScratchMemory(KernelArguments arguments, VectorType vector, CodeWriter writer)
{
    private int _length;

    /// <summary>Takes a piece of memory for values of one kind.</summary>
    public void Declare(string name, int length, ValueKind kind = ValueKind.Real)
    {
        var place = _length == 0 ? KernelArguments.Scratch : $"Unsafe.Add(ref {KernelArguments.Scratch}, {_length})";
        writer.Write($"ref var {name} = ref {(kind != ValueKind.Index ? place : $"Unsafe.As<{vector.ElementName}, {vector.IndexElementName}>(ref {place})")};");
        _length += length;
        arguments.NeedScratch(_length);
    }
}
