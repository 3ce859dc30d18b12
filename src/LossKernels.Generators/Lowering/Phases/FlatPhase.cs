using LossKernels.Generators.Declarations;
using LossKernels.Generators.Functions;
using LossKernels.Generators.RowPrograms;

namespace LossKernels.Generators.Lowering.Phases;

/// <summary>
/// The loop of a pass over the classes of as many rows as a vector has lanes, end to end in memory: as many whole vectors as there are classes, whatever their
/// number. A value per row is spread over the classes of its row by a permutation.
/// </summary>
internal sealed class FlatPhase(KernelArguments arguments, VectorType vector, SharedMethods shared, PhasePlan plan, int pass, CodeWriter writer)
    : LayoutLowering(arguments, vector, vector, classesPerRegister: 1, shared, writer)
{
    private const string Place = "(nuint)(row - first)";

    /// <summary>Writes the loop over the rows from <c>first</c> to <c>end</c>.</summary>
    public void Write()
    {
        WritePicks();
        var needed = plan.ClassValuesOf(pass);
        var (stores, homes) = (plan.Passes.ClassStoresOf(pass).ToList(), plan.HomesFilledIn(pass).ToList());
        if (stores.Count == 0 && homes.Count == 0)
        {
            return;
        }

        Writer.Separate();
        Writer.OpenBlock($"for (row = first; row < end; row += {Vector.Lanes})");
        var roles = needed.Where(value => value.Operation == Operation.Load && !RoleShapes.IsSharedByRows(value.Role)).Select(value => value.Role)
            .Concat(stores.Select(store => store.Role)).Concat(plan.Homes.OutputsOf(needed)).Distinct();
        foreach (var role in roles)
        {
            Writer.Write($"ref var {RowsOf(role)} = ref Unsafe.Add(ref {KernelArguments.NameOf(role)}, row * {Classes});");
        }

        foreach (var value in plan.Homes.OnStack.Where(needed.Contains))
        {
            Writer.Write($"ref var {HomeOf(value)} = ref {plan.RowsOf(value, Classes)};");
        }

        foreach (var operand in needed.SelectMany(value => value.Operands).Where(operand => operand.Shape == ValueShape.Row).Distinct())
        {
            _ = RowValue(operand);
        }

        var isApart = !stores.Any(store => LoopHomes.Needed([store.Value], _ => false).Any(homes.Contains));
        for (var tile = 0; tile < Classes; tile++)
        {
            foreach (var home in homes)
            {
                Writer.Write(Vector.Store(isApart ? Operand(home.Operands[0], tile) : Tile(home, tile), HomeOf(home), Offset(tile)));
            }

            // The output whose memory is a home comes last: until it is written, every store can read what waits there.
            foreach (var store in stores.OrderBy(store => plan.Homes.IsHome(store.Role)))
            {
                Writer.Write(MemoryOf(store.Role).Store(Operand(RowByRow.StoredEverywhere(store), tile), RowsOf(store.Role), Offset(tile)));
            }
        }

        Writer.CloseBlock();
        if (isApart)
        {
            WriteExponentials(homes);
        }

        WriteLabelsAtHomes();
        WritePatches([.. stores.Where(store => store.Value.Operation == Operation.AtLabel)]);
    }

    /// <inheritdoc/>
    protected override Expression? Saved(Value value) => plan.IsSavedForClasses(value, pass) ? new(Vector.Load(PhasePlan.SavedNameOf(value), Place)) : null;

    /// <inheritdoc/>
    protected override Expression? Reload(Value value, int tile) => plan.Homes.Holds(value, pass) ? new(Vector.Load(HomeOf(value), Offset(tile))) : null;

    /// <inheritdoc/>
    protected override Expression LoadTile(Value load, int tile) => RoleShapes.IsSharedByRows(load.Role)
        ? new(Vector.Load(PhasePlan.RepeatedNameOf(load), Offset(tile)))
        : SourceOf(load).Load(RowsOf(load.Role), Offset(tile));

    /// <inheritdoc/>
    protected override Expression ReplaceAtLabel(Value value, int tile) => Labels.AtLabel(
        Operand(value.Operands[0], tile),
        Operand(value.Operands[1], tile),
        Vector.CreateIndices(Enumerable.Range(0, Vector.Lanes).Select(lane => ((tile * Vector.Lanes) + lane) % Classes)),
        Operand(value.Operands[2], tile));

    /// <inheritdoc/>
    protected override Expression Reduce(Value value) => value.Operation switch
    {
        Operation.Load => new(Labels.LoadLabels(Arguments.LabelType, KernelArguments.NameOf(value.Role), "row", value.Ignored)),
        Operation.IsCounted => Labels.AreCounted(Arguments.LabelType, KernelArguments.NameOf(value.Role), "row", value.Ignored!.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.Operation, "is made elsewhere"),
    };

    /// <inheritdoc/>
    protected override Expression Operand(Value operand, int tile)
    {
        if (operand.Shape != ValueShape.Row)
        {
            return base.Operand(operand, tile);
        }

        var rows = Enumerable.Range(0, Vector.Lanes).Select(lane => ((tile * Vector.Lanes) + lane) / Classes).ToList();
        return new($"{Vector.ClassName}.Shuffle({RowValue(operand)}, {Vector.CreateIndices(rows)})");
    }

    /// <inheritdoc/>
    protected override Expression PickAtRank(Value pick, int tile) => throw new NotSupportedException("rows in phases have no ranks");

    /// <inheritdoc/>
    protected override Expression ToLanes(Value value) => new($"{Arguments.NameOfBatchValue(value)}Lanes");

    private static string RowsOf(Role role) => $"{KernelArguments.NameOf(role)}Rows";

    private string HomeOf(Value value) => $"{plan.Homes.NameOf(value)}Rows";

    private string Offset(int tile) => $"{tile * Vector.Lanes}";

    /// <summary>Reads each row's inputs at its label: a vector of rows has them at hand from then on.</summary>
    private void WritePicks()
    {
        var picks = pass == 0 ? plan.SavedPicks.ToList() : [];
        if (picks.Count > 0)
        {
            Writer.Separate();
            Writer.OpenBlock("for (row = first; row < end; row++)");
            var label = WriteLabel(picks[0].Operands[1]);
            foreach (var pick in picks)
            {
                var role = pick.Operands[0].Role;
                var value = ScalarMemoryOf(role).Load(KernelArguments.NameOf(role), RoleShapes.IsSharedByRows(role) ? label : $"(row * {Classes}) + {label}");
                Writer.Write(VectorType.Scalar(Vector.Element).Store(value, PhasePlan.SavedNameOf(pick), "row - first"));
            }

            Writer.CloseBlock();
        }
    }

    /// <summary>
    /// Exponentials in a loop of their own, of the arguments that wait at their homes: many of them in one piece of code would not leave registers enough for the
    /// constants of one.
    /// </summary>
    private void WriteExponentials(List<Value> homes)
    {
        foreach (var home in homes)
        {
            Writer.Separate();
            Writer.Write("row = first;");
            Writer.Write(FunctionLoop.Write(home, plan.RowsOf(home, Classes), $"(nuint)((end - first) * {Classes})", Vector, Shared));
        }
    }

    /// <summary>Reads the exponential at each row's label, and leaves 0 in its place.</summary>
    private void WriteLabelsAtHomes()
    {
        var (picks, without) = (plan.PicksFromHomesIn(pass).ToList(), plan.WithoutLabelIn(pass).ToList());
        if (picks.Count == 0 && without.Count == 0)
        {
            return;
        }

        Writer.Separate();
        Writer.OpenBlock("for (row = first; row < end; row++)");
        var label = WriteLabel(picks.Select(pick => RowProgram.LabelOf(pick.Pick)!).Concat(without.Select(pair => pair.Label)).First());
        foreach (var (exponential, place) in picks.Select(pick => pick.From).Concat(without.Select(pair => pair.Exponential)).Distinct().Select(value => (value, $"{NameOf(value)}AtLabel")).ToList())
        {
            Writer.Write($"ref var {place} = ref Unsafe.Add(ref {plan.RowsOf(exponential, Classes)}, {label});");
            foreach (var (pick, _) in picks.Where(pick => pick.From == exponential))
            {
                Writer.Write($"Unsafe.Add(ref {PhasePlan.SavedNameOf(pick)}, row - first) = {place};");
            }

            if (plan.IsWithoutLabel(exponential))
            {
                Writer.Write($"{place} = 0;");
            }
        }

        Writer.CloseBlock();
    }

    /// <summary>Writes what an output has at the label: one scalar store a row is less than a comparison a vector.</summary>
    private void WritePatches(List<Store> stores)
    {
        if (stores.Count > 0)
        {
            Writer.Separate();
            Writer.OpenBlock("for (row = first; row < end; row++)");
            var label = WriteLabel(stores[0].Value.Operands[1]);
            foreach (var store in stores)
            {
                var place = $"(row * {Classes}) + {label}";
                Writer.Write(ScalarMemoryOf(store.Role).Store(Replacement(store.Value.Operands[2]), KernelArguments.NameOf(store.Role), place));
            }

            Writer.CloseBlock();
        }
    }

    private Expression Replacement(Value value)
    {
        var scalar = VectorType.Scalar(Vector.Element);
        return new(value switch
        {
            { Operation: Operation.Constant } => scalar.Constant(value.Number),
            { Shape: ValueShape.Batch } => Arguments.NameOfBatchValue(value),
            _ => scalar.Load(PhasePlan.SavedNameOf(value), "row - first"),
        });
    }

    private string WriteLabel(Value label)
    {
        var scalar = new LabelLanes(VectorType.Scalar(Vector.Element), Shared);
        return Declare(NameOf(label), new(scalar.LoadLabels(Arguments.LabelType, KernelArguments.NameOf(label.Role), "row", label.Ignored))).Text;
    }
}
