using FashionMnist.Training;
using Spectre.Console;

namespace FashionMnist.Output;

/// <summary>Training as a reader follows it: a line an epoch, and below them a progress bar where the output is a terminal.</summary>
internal static class EpochLines
{
    private const string Heading = "epoch  training loss  accuracy    test loss  accuracy";

    /// <summary>Runs all epochs and tells of each.</summary>
    public static IReadOnlyList<EpochResult> Run(Trainer trainer, int epochs, IAnsiConsole console)
    {
        console.WriteLine(Heading);
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Ansi)
        {
            return Run(trainer, epochs, result => console.WriteLine(Line(result)));
        }

        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress =>
            {
                var bar = progress.AddTask("training", maxValue: epochs);
                return Run(trainer, epochs, result =>
                {
                    console.WriteLine(Line(result));
                    bar.Description = $"loss {result.TrainingLoss:F4}, accuracy {result.TrainingAccuracy * 100:F1}%";
                    bar.Increment(1);
                });
            });
    }

    private static List<EpochResult> Run(Trainer trainer, int epochs, Action<EpochResult> tell)
    {
        var results = new List<EpochResult>();
        while (results.Count < epochs)
        {
            results.Add(trainer.RunEpoch());
            tell(results[^1]);
        }

        return results;
    }

    private static string Line(EpochResult r) =>
        $"{r.Epoch,5}  {r.TrainingLoss,13:F4}  {r.TrainingAccuracy * 100,7:F1}%  {r.TestLoss,11:F4}  {r.TestAccuracy * 100,7:F1}%";
}
