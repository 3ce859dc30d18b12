using LossKernels.Benchmarks.Codegen.Listing;

namespace LossKernels.Benchmarks.Codegen;

/// <summary>A loop as the JIT made it, beside what it was made of.</summary>
/// <param name="Method">Where it is.</param>
/// <param name="Number">Its place among the method's loops, from 1 on.</param>
/// <param name="Loop">The loop.</param>
/// <param name="Made">What a trip through its own instructions asks of a CPU.</param>
/// <param name="Least">The least that its source asks; null where the loops of the listing are not those of the source.</param>
/// <param name="Trips">How often one call goes through it; null likewise.</param>
internal sealed record CountedLoop(ListedMethod Method, int Number, ListedLoop Loop, Work Made, Work? Least, long? Trips)
{
    /// <summary>The instructions of a trip that work on vectors.</summary>
    public int VectorInstructions => Method.Own(Loop).Count(instruction => instruction.IsVector);

    /// <summary>Reads of constants beside the code, because no register holds them.</summary>
    public int Constants => Method.Own(Loop).Count(instruction => instruction.ReadsConstant);
}
