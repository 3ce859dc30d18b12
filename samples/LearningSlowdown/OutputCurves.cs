using System.Globalization;
using Charts;

namespace LearningSlowdown;

/// <summary>The output after each step of all trainings, as one drawing: a colour for a cost, dashes for the surer beginning.</summary>
internal static class OutputCurves
{
    private const string SquaredErrorColour = "#d1602a";
    private const string CrossEntropyColour = "#1f6fb4";

    public static LineChart Draw(IReadOnlyList<Training> trainings) => new()
    {
        Description = "Output of a sigmoid neuron while it learns by squared error and by cross-entropy",
        Title = "A neuron learns to put out 0",
        Subtitle = "one input of 1, gradient descent",
        Horizontal = "step",
        Vertical = "output",
        Curves =
        [
            .. trainings.Select(training => new Curve(
                string.Create(CultureInfo.InvariantCulture, $"{Name(training.Cost)}, {training.Outputs[0]:F2} to {training.Outputs[^1]:F2}"),
                training.Cost == Cost.SquaredError ? SquaredErrorColour : CrossEntropyColour,
                [.. training.Outputs.Select((output, step) => (step, output))],
                IsDashed: training.Outputs[0] > 0.9)),
        ],
    };

    public static string Name(Cost cost) => cost == Cost.SquaredError ? "squared error" : "cross-entropy";
}
