using LossKernels.Generators.Declarations;
using LossKernels.Generators.Lowering.Phases;
using LossKernels.Generators.RowPrograms;
using static LossKernels.Generators.RowPrograms.Formula;

namespace LossKernels.Generators.Tests.Lowering;

/// <summary>Between which loops the values of a formula are computed, and which of them wait in memory.</summary>
public sealed class FunctionPlanTests
{
    private readonly Row _row = new();
    private readonly Value _logits;
    private readonly Value _gap;
    private readonly Value _exponential;
    private readonly Value _sum;

    public FunctionPlanTests()
    {
        _logits = _row.Load(Role.Logits);
        _gap = _logits - _row.Max(_logits);
        _exponential = Exp(_gap);
        _sum = _row.Sum(_exponential);
    }

    [Fact]
    public void What_needs_a_function_is_computed_in_the_phase_after_it()
    {
        var probability = _exponential / _sum;
        _row.Store(Role.Probabilities, probability);
        var plan = Plan();

        Assert.Equal(2, plan.Count);
        Assert.Equal([0, 0, 1, 1, 1], new[] { _logits, _gap, _exponential, _sum, probability }.Select(plan.PhaseOf));
        Assert.Equal([_exponential], plan.FunctionsAfter(0));
        Assert.Empty(plan.FunctionsAfter(1));
    }

    [Fact]
    public void The_argument_of_a_function_waits_in_its_place_and_not_besides()
    {
        _row.Store(Role.Probabilities, _exponential / _sum);
        var plan = Plan();

        Assert.Equal([_exponential], plan.Waiting);
        Assert.Empty(plan.SavedIn(0));
        Assert.True(plan.IsSavedBefore(_exponential, 1));
        Assert.False(plan.IsSavedBefore(_gap, 1));
        Assert.False(plan.IsSavedBefore(_sum, 1));
    }

    [Fact]
    public void What_a_later_phase_needs_besides_is_saved_by_the_phase_that_has_it()
    {
        // The sum of all, without the rounding that a loss takes care of: its logarithm is needed by each class, as is the gap.
        var logarithm = Log1p(_sum);
        _row.Store(Role.LogProbabilities, _gap - logarithm);
        var plan = Plan();

        Assert.Equal(3, plan.Count);
        Assert.Equal([_gap], plan.SavedIn(0));
        Assert.Empty(plan.SavedIn(1));
        Assert.Equal([_gap, _exponential, logarithm], plan.Waiting);
        Assert.True(plan.IsSavedBefore(_gap, 2));
    }

    [Fact]
    public void A_function_of_rows_has_a_loop_of_its_own_though_little_is_left_after_it()
    {
        var logarithm = Log1p(_sum);
        _row.Store(Role.LogSumExp, logarithm);
        var plan = Plan();

        Assert.Equal([logarithm], plan.FunctionsAfter(1));
        Assert.True(plan.IsSavedBefore(logarithm, 2), "one value a row");
    }

    [Fact]
    public void An_exponential_that_is_selected_from_those_of_all_classes_waits_for_them_alone()
    {
        var atLabel = Exp(_row.Pick(_gap, _row.Load(Role.Labels)));
        _row.Store(Role.Losses, atLabel / _sum);
        var program = Program();
        var selecting = new FunctionPlan(program, value => program.FindPicked(value) is not null);

        Assert.False(selecting.IsFunction(atLabel));
        Assert.Equal([_exponential], selecting.FunctionsAfter(0));
        Assert.Equal([_exponential], selecting.Waiting);
        Assert.Equal([_exponential, atLabel], Plan().FunctionsAfter(0));
    }

    [Fact]
    public void A_value_that_any_phase_can_read_again_is_not_saved()
    {
        var labels = _row.Load(Role.Labels);
        _row.Store(Role.Losses, Log1p(_row.SumExceptLabel(_exponential, labels)) + _row.Pick(_gap, labels));

        Assert.DoesNotContain(labels, Plan().Waiting);
    }

    [Fact]
    public void It_is_for_functions_and_for_no_ranks()
    {
        var other = new Row();
        other.Store(Role.Probabilities, other.Load(Role.Logits) + other.Load(Role.Logits));
        Assert.False(FunctionPlan.IsFor(other.ToProgram("2 z", "exact")), "there is no function");

        _row.Store(Role.Probabilities, _exponential / _sum);
        Assert.True(FunctionPlan.IsFor(Program()));

        _row.Store(Role.Labels, _row.Largest(_logits, 2));
        Assert.False(FunctionPlan.IsFor(Program()), "ranks are found in one piece");
    }

    private FunctionPlan Plan() => new(Program(), _ => false);

    private RowProgram Program() => _row.ToProgram("a formula", "exact");
}
