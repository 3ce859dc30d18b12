using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.Lowering.Phases;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering;

/// <summary>
/// What the methods of one kernel are given, the same for every layout and width: a reference to each input and output, a
/// buffer for each value that is totalled over the rows, scratch memory, the batch values that a row needs, and the rows to go through.
/// </summary>
internal sealed class KernelArguments
{
    private readonly Dictionary<Value, string> _batchNames = [];
    private readonly Func<Role, StoredType> _storedTypeOf;
    private readonly Dictionary<Role, StoredType> _storedTypes = [];
    private readonly Dictionary<bool, LoopHomes> _homes = [];
    private readonly Dictionary<bool, PhasePlan> _phases = [];

    public KernelArguments(RowProgram program, int classes, ElementType element, string labelType, Func<Role, StoredType> storedTypeOf, bool hasScratch)
    {
        HasScratch = hasScratch;
        Program = program;
        Classes = classes;
        Element = element;
        LabelType = labelType;
        _storedTypeOf = storedTypeOf;
        Inputs = [.. program.Values.Where(value => value.Operation == Operation.Load && value.Shape != ValueShape.Batch)];
        Outputs = [.. program.Stores.Where(store => store.Value.Shape != ValueShape.Batch)];
        Totals = [.. program.Values.Where(value => value.Operation == Operation.Total)];
        BatchValues = [.. program.Values
            .Where(value => value.Shape != ValueShape.Batch)
            .SelectMany(value => value.Operands)
            .Where(operand => operand.Shape == ValueShape.Batch && operand.Operation != Operation.Constant)
            .Distinct()];
        foreach (var value in BatchValues)
        {
            _batchNames.Add(value, value.Name ?? $"batch{value.Index}");
        }
    }

    public RowProgram Program { get; }

    public int Classes { get; }

    /// <summary>The type that is computed in.</summary>
    public ElementType Element { get; }

    /// <summary>The C# keyword of the labels' type.</summary>
    public string LabelType { get; }

    /// <summary>The loads per row and per class.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <summary>The stores per row and per class.</summary>
    public IReadOnlyList<Store> Outputs { get; }

    /// <summary>The values totalled over the rows.</summary>
    public IReadOnlyList<Value> Totals { get; }

    /// <summary>The batch values that rows compute with, constants apart.</summary>
    public IReadOnlyList<Value> BatchValues { get; }

    /// <summary>The reference through which a role is read or written: its parameter's name; <c>result</c> for the returned value.</summary>
    public static string NameOf(Role role) => role switch
    {
        Role.Return => "result",
        Role.Label => Role.Labels.Name(),
        _ => role.Name(),
    };

    /// <summary>The buffer that takes a total's terms, one a row.</summary>
    public static string TermsOf(Value total) => $"{total.Operands[0].Name ?? $"term{total.Index}"}OfRow";

    /// <summary>How many numbers of a value there are in a row's part of an input or output.</summary>
    public int PerRow(Value value) => value.Shape switch
    {
        ValueShape.Class => Classes,
        ValueShape.Rank => value.Ranks,
        _ => 1,
    };

    /// <summary>A value per class without that at the label, if that is needed nowhere, because sums have 0 there and outputs something else; or null.</summary>
    public Value? FindWithoutLabel(Value value)
    {
        var without = Program.Values.FirstOrDefault(user => user.Operation == Operation.AtLabel && user.Operands[0] == value && user.Operands[2] is { Operation: Operation.Constant, Number: 0 });
        return without is not null
            && Program.Values.Where(reduction => reduction.IsReduction).All(reduction => !LoopHomes.Needed([reduction.Operands[0]], needed => needed == without).Contains(value))
            && Outputs.Where(store => store.Value.Shape == ValueShape.Class && LoopHomes.Needed([store.Value], _ => false).Contains(value))
                .All(store => store.Value.Operation == Operation.AtLabel && store.Value.Operands[1] == without.Operands[1])
            ? without
            : null;
    }

    /// <summary>The buffer that layouts keep what waits between their loops in, where a layout needs one.</summary>
    public const string Scratch = "scratch";

    /// <summary>Whether there is a <see cref="Scratch"/>.</summary>
    public bool HasScratch { get; }

    /// <summary>How many numbers <see cref="Scratch"/> has room for.</summary>
    public int ScratchLength { get; private set; }

    /// <summary>Makes sure that <see cref="Scratch"/> is large enough for a layout that is given one.</summary>
    public void NeedScratch(int length) => ScratchLength = Math.Max(ScratchLength, length);

    public string NameOfBatchValue(Value value) => _batchNames[value];

    /// <summary>The floating-point type that memory holds for a role, which need not be <see cref="Element"/>.</summary>
    public StoredType StoredTypeOf(Role role)
    {
        if (!_storedTypes.TryGetValue(role, out var stored))
        {
            _storedTypes.Add(role, stored = _storedTypeOf(role));
        }

        return stored;
    }

    /// <summary>Where exponentials wait, which is the same for every width.</summary>
    /// <param name="isEach">As <see cref="LoopHomes"/> has it.</param>
    public LoopHomes HomesOf(bool isEach)
    {
        if (!_homes.TryGetValue(isEach, out var homes))
        {
            _homes.Add(isEach, homes = new LoopHomes(this, isEach));
        }

        return homes;
    }

    /// <summary>What goes in which phase, which is the same for every width.</summary>
    /// <param name="isReducedAcrossRows">As <see cref="PhasePlan"/> has it.</param>
    public PhasePlan PhasesOf(bool isReducedAcrossRows)
    {
        if (!_phases.TryGetValue(isReducedAcrossRows, out var phases))
        {
            _phases.Add(isReducedAcrossRows, phases = new PhasePlan(this, HomesOf(isReducedAcrossRows), isReducedAcrossRows));
        }

        return phases;
    }

    /// <summary>The C# type of an input's elements.</summary>
    public string TypeOf(Value input) => input.Kind != ValueKind.Real ? LabelType : StoredTypeOf(input.Role).Keyword();

    /// <summary>The C# type of an output's elements.</summary>
    public string TypeOf(Store output) => output.Value.Kind == ValueKind.Index ? "int" : StoredTypeOf(output.Role).Keyword();

    /// <summary>The parameter list of a method of the kernel.</summary>
    /// <param name="takesScratch">Whether the method is given <see cref="Scratch"/>.</param>
    public IReadOnlyList<string> Parameters(bool takesScratch = false) =>
    [
        .. Inputs.Select(input => $"ref {TypeOf(input)} {NameOf(input.Role)}"),
        .. Outputs.Select(output => $"ref {TypeOf(output)} {NameOf(output.Role)}"),
        .. Totals.Select(total => $"ref {VectorType.Scalar(Element).ElementName} {TermsOf(total)}"),
        .. takesScratch ? [$"ref {VectorType.Scalar(Element).ElementName} {Scratch}"] : Array.Empty<string>(),
        .. BatchValues.Select(value => $"{VectorType.Scalar(Element).ElementName} {NameOfBatchValue(value)}"),
        "nint row",
        "nint rows",
    ];

    /// <summary>The names of <see cref="Parameters"/> as arguments, to pass them on.</summary>
    public IReadOnlyList<string> PassedOn(bool takesScratch = false) =>
    [
        .. Inputs.Select(input => $"ref {NameOf(input.Role)}"),
        .. Outputs.Select(output => $"ref {NameOf(output.Role)}"),
        .. Totals.Select(total => $"ref {TermsOf(total)}"),
        .. takesScratch ? [$"ref {Scratch}"] : Array.Empty<string>(),
        .. BatchValues.Select(NameOfBatchValue),
        "row",
        "rows",
    ];
}
