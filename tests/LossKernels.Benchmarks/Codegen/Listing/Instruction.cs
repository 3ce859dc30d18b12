using System.Text.RegularExpressions;

namespace LossKernels.Benchmarks.Codegen.Listing;

/// <summary>An x86 instruction as the JIT prints it.</summary>
/// <param name="Mnemonic">Its name.</param>
/// <param name="Operands">What follows, the destination first.</param>
internal sealed partial record Instruction(string Mnemonic, string Operands)
{
    public bool IsVector { get; } = VectorRegister().IsMatch(Operands);

    public bool IsJump => Mnemonic[0] == 'j';

    public bool IsConditionalJump => IsJump && Mnemonic != "jmp";

    public bool IsCall => Mnemonic == "call";

    /// <summary>The label that a jump goes to.</summary>
    public string Target => Operands.Split(' ')[^1];

    /// <summary>The widest vector among the operands, in bits.</summary>
    public int Bits => Operands.Contains("zmm", StringComparison.Ordinal) ? 512 : Operands.Contains("ymm", StringComparison.Ordinal) ? 256 : 128;

    /// <summary>Whether memory is read, by itself or as an operand.</summary>
    public bool IsLoad => HasMemory && (!IsMemoryDestination || (!IsMove && Kind == OperationKind.Integer));

    /// <summary>Whether memory is written.</summary>
    public bool IsStore => HasMemory && IsMemoryDestination && Mnemonic is not ("cmp" or "test");

    /// <summary>Whether an operand is a constant that the JIT keeps beside the code.</summary>
    public bool ReadsConstant => Operands.Contains("[reloc ", StringComparison.Ordinal);

    /// <summary>Whether lanes or numbers are moved and nothing else is done: a load, a store, or a copy of a register, which the CPU renames.</summary>
    public bool IsMove => MoveName().IsMatch(Mnemonic)
        || (HasMemory && (BroadcastName().IsMatch(Mnemonic) || (IsMemoryDestination && ExtractName().IsMatch(Mnemonic))));

    /// <summary>What is computed; <see cref="IsMove"/> goes first.</summary>
    public OperationKind Kind => !IsVector
        ? IsJump ? OperationKind.Branch : OperationKind.Integer
        : KindOf(Mnemonic.TrimStart('v'));

    private bool HasMemory => Operands.Contains('[') && Mnemonic is not "lea";

    private bool IsMemoryDestination => Operands.Split(',')[0].Contains('[');

    /// <summary>Whether an operand lies in the method's frame.</summary>
    public bool IsInFrame(bool hasFramePointer)
        => HasMemory && (Operands.Contains("[rsp", StringComparison.Ordinal) || (hasFramePointer && Operands.Contains("[rbp", StringComparison.Ordinal)));

    /// <summary>Adds what the instruction asks of a CPU.</summary>
    public void AddTo(Work work)
    {
        if (GatherName().Match(Mnemonic) is { Success: true } gather)
        {
            // A load for each lane.
            work.Add(OperationKind.Load, 32, Bits / (gather.Groups["index"].Value == "d" && gather.Groups["element"].Value == "s" ? 32 : 64));
            return;
        }

        if (!IsMove)
        {
            // 128 bits from memory into a half of a register pass no shuffle.
            work.Add(HasMemory && InsertName().IsMatch(Mnemonic) ? OperationKind.Logic : Kind, Bits);
        }

        if (IsLoad)
        {
            work.Add(OperationKind.Load, BroadcastName().IsMatch(Mnemonic) || !IsVector ? 32 : Bits);
        }

        if (IsStore)
        {
            work.Add(OperationKind.Store, IsVector ? Bits : 32);
        }
    }

    private static OperationKind KindOf(string name) => name switch
    {
        _ when MultiplyName().IsMatch(name) => OperationKind.Multiply,
        _ when AddName().IsMatch(name) => OperationKind.Add,
        _ when CompareName().IsMatch(name) => OperationKind.Compare,
        _ when IntegerLanesName().IsMatch(name) => OperationKind.IntegerLanes,
        _ when ShiftName().IsMatch(name) => OperationKind.Shift,
        _ when DivideName().Match(name) is { Success: true } divide => divide.Groups["element"].Value == "d" ? OperationKind.DivideDouble : OperationKind.Divide,
        _ when ConvertName().IsMatch(name) => OperationKind.Convert,
        _ when ShuffleName().IsMatch(name) => OperationKind.Shuffle,
        _ => OperationKind.Logic,
    };

    [GeneratedRegex(@"\b[xyz]mm\d|\bk[0-7]\b")]
    private static partial Regex VectorRegister();

    [GeneratedRegex("^v?mov(ups|upd|aps|apd|dqu|dqa|ss|sd|d|q)?(8|16|32|64)?$|^mov([sz]x|sxd)?$|^vlddqu$")]
    private static partial Regex MoveName();

    [GeneratedRegex("^v?p?broadcast")]
    private static partial Regex BroadcastName();

    [GeneratedRegex("^v?p?extr")]
    private static partial Regex ExtractName();

    [GeneratedRegex("^v?insert[fi](128|32x4|64x2|32x8|64x4)$")]
    private static partial Regex InsertName();

    [GeneratedRegex("^vp?gather(?<index>[dq])p?(?<element>[sdq])")]
    private static partial Regex GatherName();

    [GeneratedRegex("^(fn?m(add|sub)|mul[ps]|pmul|pmadd)")]
    private static partial Regex MultiplyName();

    [GeneratedRegex("^h?(add|sub)(sub)?[ps][sdh]$")]
    private static partial Regex AddName();

    [GeneratedRegex("^((max|min)[ps][sd]|cmp|u?comis|range)")]
    private static partial Regex CompareName();

    [GeneratedRegex("^(padd|psub|pcmp|pmax|pmin|pabs|psign)")]
    private static partial Regex IntegerLanesName();

    [GeneratedRegex("^(psll|psrl|psra|prol|pror)")]
    private static partial Regex ShiftName();

    [GeneratedRegex("^(div|sqrt)[ps](?<element>[sd])$")]
    private static partial Regex DivideName();

    [GeneratedRegex("^(cvt|round|rndscale|reduce|getexp|getmant|scalef)")]
    private static partial Regex ConvertName();

    [GeneratedRegex("^(shuf|unpck|perm|pshuf|punpck|insert|extract|pinsr|pextr|p?broadcast|movddup|movs[hl]dup|mov(hl|lh)p|mov[hl]p|palign|align|p?expand|p?compress|pmov[sz]x|pack|pslldq|psrldq)")]
    private static partial Regex ShuffleName();
}
