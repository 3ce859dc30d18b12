using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>
/// Which values the loops of <see cref="RowsInPhases"/> compute, and which values per row wait in memory between them. A pass has three loops: one over the
/// classes of a block of rows; one over the rows, as many side by side as a vector has lanes, which finishes the pass's reductions and computes what follows
/// from them; and one for the functions among that, which are long and would wait for the reductions.
/// </summary>
internal sealed class PhasePlan
{
    private readonly KernelArguments _arguments;
    private readonly Dictionary<Value, int> _loops = [];
    private readonly HashSet<Value> _saved = [];
    private readonly HashSet<Value> _withFunctions = [];
    private readonly Dictionary<Value, Value> _fromHomes = [];
    private readonly Dictionary<Value, Value> _withoutLabel = [];

    /// <param name="arguments">What the kernel is given.</param>
    /// <param name="homes">Where its exponentials wait.</param>
    /// <param name="isReducedAcrossRows">Whether sums and maxima are made in the loops over the rows, of classes transposed, and not in those over the classes.</param>
    public PhasePlan(KernelArguments arguments, LoopHomes homes, bool isReducedAcrossRows)
    {
        (_arguments, Homes, IsReducedAcrossRows) = (arguments, homes, isReducedAcrossRows);
        if (isReducedAcrossRows)
        {
            FindLabelsAtHomes();
        }

        _withFunctions.UnionWith(arguments.Program.Values.Where(HasFunction));
        var needs = arguments.Program.Values.Where(value => value.Shape == ValueShape.Row).ToDictionary(value => value, _ => new HashSet<int>());
        for (var pass = 0; pass < Passes.Count; pass++)
        {
            Need(RowOperandsOf(ClassValuesOf(pass)).Concat(ReplacementsIn(pass)), LoopOverClasses(pass));
            Need(RowOperandsOf(ReducedClassValuesOf(pass)), LoopOverRows(pass));
        }

        foreach (var result in Results)
        {
            Need([result], LoopOfResult(result));
        }

        // Users come before what they use.
        var replacements = new HashSet<Value>(Enumerable.Range(0, Passes.Count).SelectMany(ReplacementsIn));
        foreach (var value in needs.Keys.OrderByDescending(value => value.Index).Where(value => needs[value].Count > 0))
        {
            if (IsComputedAnywhere(value) && !(isReducedAcrossRows && replacements.Contains(value)))
            {
                foreach (var loop in needs[value])
                {
                    Need(value.Operands, loop);
                }

                continue;
            }

            var home = LoopOf(value, needs[value]);
            _loops.Add(value, home);
            Need(value.IsReduction || value.Operation == Operation.Pick || _fromHomes.ContainsKey(value) ? [] : value.Operands, home);
            if (needs[value].Any(loop => loop != home))
            {
                _ = _saved.Add(value);
            }
        }

        void Need(IEnumerable<Value> values, int loop)
        {
            foreach (var value in values.Where(value => value.Shape == ValueShape.Row))
            {
                _ = needs[value].Add(loop);
            }
        }
    }

    public PassPlan Passes => _arguments.Program.Passes;

    public LoopHomes Homes { get; }

    public bool IsReducedAcrossRows { get; }

    /// <summary>The values per row that wait in memory, operands first.</summary>
    public IEnumerable<Value> Saved => _saved.OrderBy(value => value.Index);

    /// <summary>The saved values that are read from an input at a row's label: once and first, before an output can overwrite it.</summary>
    public IEnumerable<Value> SavedPicks => Saved.Where(value => value.Operation == Operation.Pick);

    /// <summary>The exponentials at a row's label that are read where the exponentials of a pass wait, and from which.</summary>
    public IEnumerable<(Value Pick, Value From)> PicksFromHomesIn(int pass) => _fromHomes.Where(pick => Passes.PassOf(pick.Value) == pass && _saved.Contains(pick.Key)).Select(pick => (pick.Key, pick.Value));

    /// <summary>Whether the home of an exponential has 0 at the label once its pass is over, so that no sum has to leave the label out.</summary>
    public bool IsWithoutLabel(Value exponential) => _withoutLabel.ContainsKey(exponential);

    /// <summary>The exponentials of a pass whose homes have 0 at the label once it is over, and the label.</summary>
    public IEnumerable<(Value Exponential, Value Label)> WithoutLabelIn(int pass) => _withoutLabel.Where(pair => Passes.PassOf(pair.Key) == pass).Select(pair => (pair.Key, pair.Value));

    /// <summary>The values that are stored once a row, and those whose total over the rows is asked for.</summary>
    public IEnumerable<Value> Results => _arguments.Outputs.Select(store => store.Value).Concat(_arguments.Totals.Select(total => total.Operands[0])).Where(value => value.Shape == ValueShape.Row);

    /// <summary>What a saved value's place is called.</summary>
    public static string SavedNameOf(Value value) => $"{LayoutLowering.NameOf(value)}ByRow";

    /// <summary>What the place on the stack is called where a block of rows of a value waits.</summary>
    public static string BlockOf(Value value) => $"{LayoutLowering.NameOf(value)}Block";

    /// <summary>Where the values of a role that all rows share are repeated, once for each row of a vector.</summary>
    public static string RepeatedNameOf(Value load) => $"{KernelArguments.NameOf(load.Role)}Repeated";

    /// <summary>Where the values of some rows wait, as a C# expression.</summary>
    public string RowsOf(Value value, int classes) => Homes.IsInOutput(value)
        ? $"Unsafe.Add(ref {Homes.NameOf(value)}, row * {classes})"
        : $"Unsafe.Add(ref {BlockOf(value)}, (row - first) * {classes})";

    /// <summary>The pass whose loop over the rows computes a value per row; the first for what no reduction is needed for.</summary>
    public int PassBefore(Value value) => Math.Max(0, Passes.PassOf(value) - 1);

    /// <summary>The values per class that a pass's loop over the classes computes or loads.</summary>
    public IReadOnlyList<Value> ClassValuesOf(int pass) => IsReducedAcrossRows
        ? LoopHomes.Needed(HomesFilledIn(pass).Concat(Passes.ClassStoresOf(pass).Select(RowByRow.StoredEverywhere)), value => Homes.Holds(value, pass))
        : Homes.NeededIn(pass);

    /// <summary>The values per class that a pass's loop over the rows computes or loads.</summary>
    public IReadOnlyList<Value> ReducedClassValuesOf(int pass) => IsReducedAcrossRows
        ? LoopHomes.Needed(Passes.ReductionsOf(pass).Select(reduction => reduction.Operands[0]), Homes.Has)
        : [];

    /// <summary>The values per class that a pass leaves at their homes.</summary>
    public IEnumerable<Value> HomesFilledIn(int pass) => _arguments.Program.Values.Where(value => Homes.Has(value) && Passes.PassOf(value) == pass);

    /// <summary>The reductions that a pass's loop over the classes leaves lane by lane.</summary>
    public IEnumerable<Value> PartialReductionsOf(int pass) => IsReducedAcrossRows ? [] : Passes.ReductionsOf(pass).Where(reduction => reduction.Operation != Operation.ArgMax);

    /// <summary>Whether a value per row comes from memory in the loop over the classes of a pass.</summary>
    public bool IsSavedForClasses(Value value, int pass) => _saved.Contains(value) && _loops[value] < LoopOverClasses(pass);

    /// <summary>Whether a value per row comes from memory in a loop over the rows.</summary>
    public bool IsSavedForRows(Value value, int loop) => _saved.Contains(value) && _loops[value] < loop;

    /// <summary>The saved values that a loop over the rows computes.</summary>
    public IEnumerable<Value> SavedBy(int loop) => Saved.Where(value => _loops[value] == loop);

    /// <summary>The results that a loop over the rows computes.</summary>
    public IEnumerable<Value> ResultsOf(int loop) => Results.Where(result => LoopOfResult(result) == loop);

    /// <summary>The loop over the rows that ends a pass's reductions.</summary>
    public static int LoopOverRows(int pass) => LoopOverClasses(pass) + 1;

    /// <summary>The loop over the rows for the functions of what the one before computed.</summary>
    public static int LoopOfFunctions(int pass) => LoopOverRows(pass) + 1;

    /// <summary>
    /// What waits at a home can be read at the label, and 0 be left there, if sums leave the label out and outputs have something else there: a scalar load and store a row,
    /// where a comparison and a selection a class would do the same.
    /// </summary>
    private void FindLabelsAtHomes()
    {
        var program = _arguments.Program;
        foreach (var value in program.Values)
        {
            if (program.FindPicked(value) is { } exponential && Homes.Has(exponential))
            {
                _fromHomes.Add(value, exponential);
            }

            if (Homes.Has(value) && _arguments.FindWithoutLabel(value) is { } without)
            {
                _withoutLabel.Add(value, without.Operands[1]);
            }
        }
    }

    /// <summary>What the outputs of a pass have at the label.</summary>
    private IEnumerable<Value> ReplacementsIn(int pass)
        => Passes.ClassStoresOf(pass).Select(store => store.Value).Where(value => value.Operation == Operation.AtLabel).Select(value => value.Operands[2]).Where(value => value.Shape == ValueShape.Row);

    private static int LoopOverClasses(int pass) => 3 * pass;

    private int LoopOfResult(Value result) => _withFunctions.Contains(result) ? LoopOfFunctions(PassBefore(result)) : LoopOverRows(PassBefore(result));

    /// <summary>Whether a value per row is a function of what its pass reduces, or computed from one.</summary>
    private bool HasFunction(Value value) => value.Shape == ValueShape.Row && Passes.PassOf(value) > 0 && !value.IsReduction && !_fromHomes.ContainsKey(value)
        && (value.IsFunction || value.Operands.Any(operand => operand.Shape == ValueShape.Row && PassBefore(operand) == PassBefore(value) && HasFunction(operand)));

    private static IEnumerable<Value> RowOperandsOf(IEnumerable<Value> values)
        => values.SelectMany(value => value.Operands).Where(operand => operand.Shape == ValueShape.Row).Distinct();

    /// <summary>Labels are read, and what costs next to nothing computed, wherever they are needed.</summary>
    private bool IsComputedAnywhere(Value value) => value.Operation != Operation.Pick && (Passes.PassOf(value) == 0 || value.Kind == ValueKind.Truth);

    /// <summary>The loop that computes a value per row: the last before it is needed.</summary>
    private int LoopOf(Value value, IEnumerable<int> needs) => value.Operation switch
    {
        _ when _fromHomes.TryGetValue(value, out var exponential) => LoopOverClasses(Passes.PassOf(exponential)),
        Operation.Pick => IsReducedAcrossRows ? LoopOverRows(-1) : LoopOverClasses(0),
        Operation.ArgMax when !IsReducedAcrossRows => LoopOverClasses(PassBefore(value)),
        _ when value.IsReduction => LoopOverRows(PassBefore(value)),
        _ => needs.Min(loop => loop % LoopOverClasses(1) > 0 ? loop : _withFunctions.Contains(value) ? loop - 1 : loop - 2),
    };
}
