using System.Globalization;

namespace LossKernels.Benchmarks.Codegen.Listing;

/// <summary>A method as the JIT made it.</summary>
/// <param name="Name">Type and method, as the JIT names them.</param>
/// <param name="Tier">How it was compiled.</param>
/// <param name="HasFramePointer">Whether <c>rbp</c> holds the frame, and no value.</param>
/// <param name="Bytes">The size of the code.</param>
/// <param name="Instructions">The instructions, in order.</param>
/// <param name="Loops">All loops, in the order in which they begin.</param>
internal sealed record ListedMethod(string Name, string Tier, bool HasFramePointer, int Bytes, IReadOnlyList<Instruction> Instructions, IReadOnlyList<ListedLoop> Loops)
{
    /// <summary>The bytes of the frame: saved registers and what does not fit any.</summary>
    public int FrameBytes => Instructions.TakeWhile(instruction => !instruction.IsJump).Sum(instruction => instruction switch
    {
        { Mnemonic: "push" } => 8,
        { Mnemonic: "sub" } when instruction.Operands.StartsWith("rsp,", StringComparison.Ordinal) && int.TryParse(instruction.Operands[4..], out var bytes) => bytes,

        // More than a page is probed before it is taken.
        { Mnemonic: "lea" } when instruction.Operands.Split("[rsp-0x") is [_, var below] => int.Parse(below.TrimEnd(']'), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        _ => 0,
    });

    /// <summary>The outermost loops with those within in brackets: to be compared with those of a source.</summary>
    public string Shape => string.Concat(Loops.Where(loop => loop.Depth == 0).Select(ShapeOf));

    public IEnumerable<Instruction> Own(ListedLoop loop) => loop.Own.Select(place => Instructions[place]);

    /// <summary>How many instructions of a loop read or write the frame: what does not fit the registers.</summary>
    public (int Stores, int Loads) Spills(ListedLoop loop)
    {
        var spills = Own(loop).Where(instruction => instruction.IsInFrame(HasFramePointer)).ToList();
        return (spills.Count(instruction => instruction.IsStore), spills.Count(instruction => instruction.IsLoad));
    }

    /// <summary>What one trip through a loop's own instructions asks of a CPU.</summary>
    public Work WorkOf(ListedLoop loop)
    {
        var work = new Work();
        Instruction? before = null;
        foreach (var instruction in Own(loop))
        {
            instruction.AddTo(work);

            // A comparison and the jump on it are handed over as one.
            work.Dispatch(instruction.IsConditionalJump && before is { IsVector: false, IsJump: false } ? 0 : 1);
            before = instruction;
        }

        return work;
    }

    private static string ShapeOf(ListedLoop loop) => $"({string.Concat(loop.Inner.Select(ShapeOf))})";
}
