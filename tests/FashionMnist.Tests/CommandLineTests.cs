using FashionMnist.Commands;
using FashionMnist.Model;

namespace FashionMnist.Tests;

public sealed class CommandLineTests : IDisposable
{
    private static readonly string s_data = Path.Combine(Repository.Root, "samples", "FashionMnist", "data");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_reaches_its_accuracy_and_predict_reads_what_it_saved()
    {
        var training = Run("--data", s_data, "--artifacts", _folder.Path);

        Assert.Equal((0, ""), (training.ExitCode, training.Errors));
        Assert.Contains("6,000 training and 1,000 test images of 28 x 28 pixels", training.Output);
        var accuracy = double.Parse(training.Output.Split("Test accuracy ")[1].Split('%')[0]);
        Assert.True(accuracy >= 83.5, $"Only {accuracy}% of the test images are classified rightly.");
        Assert.Equal(30, training.Output.Split('\n').Count(line => line.Count(c => c == '%') == 2 && char.IsDigit(line.TrimStart()[0])));
        Assert.DoesNotContain('\u001b', training.Output);
        Assert.True(File.Exists(_folder["loss.svg"]), "the loss curve is not where the program was told to write it");
        Assert.Contains(_folder["loss.svg"], training.Output);

        var prediction = Run("predict", "3", "--data", s_data, "--artifacts", _folder.Path);

        Assert.Equal((0, ""), (prediction.ExitCode, prediction.Errors));
        Assert.Contains("#3 is Sneaker", prediction.Output);
        Assert.Equal(3, prediction.Output.Split('\n').Count(line => Clothing.Names.Any(name => line.StartsWith(name, StringComparison.Ordinal))));
        Assert.Matches(@"Inference: [\d,]{5,} images a second", prediction.Output);
    }

    [Fact]
    public void The_same_seed_prints_the_same_figures()
    {
        var figures = Enumerable.Range(0, 2)
            .Select(_ => Run("train", "--epochs", "2", "--seed", "9", "--data", s_data, "--artifacts", _folder.Path).Output.Split('\n'))
            .Select(lines => lines.Where(line => !line.Contains("s of training", StringComparison.Ordinal)))
            .ToArray();

        Assert.Equal(figures[0], figures[1]);
    }

    [Fact]
    public void Class_weights_and_focal_loss_find_more_of_the_rare_shirts()
    {
        var plain = RecallOfShirts();
        var weighted = RecallOfShirts("--class-weights");
        var focal = RecallOfShirts("--loss", "focal");

        Assert.True(plain < 15, $"without weights {plain}% of the shirts are found");
        Assert.True(weighted > plain + 25, $"with weights {weighted}%, without {plain}%");
        Assert.True(focal > plain + 5, $"by focal loss {focal}%, by cross-entropy {plain}%");

        int RecallOfShirts(params string[] options)
        {
            var run = Run(["--unbalanced", "--epochs", "15", "--data", s_data, "--artifacts", _folder.Path, .. options]);
            Assert.Equal((0, ""), (run.ExitCode, run.Errors));
            Assert.Contains("3,1", run.Output);
            var line = run.Output.Split('\n').Single(line => line.StartsWith("Shirt ", StringComparison.Ordinal) && line.TrimEnd().EndsWith('%') && !line.Contains('.'));
            return int.Parse(line.TrimEnd().TrimEnd('%').Split(' ')[^1]);
        }
    }

    [Fact]
    public void Smoothed_labels_train_too()
    {
        var run = Run("--loss", "smoothed", "--epochs", "3", "--data", s_data, "--artifacts", _folder.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.True(double.Parse(run.Output.Split("Test accuracy ")[1].Split('%')[0]) > 78);
    }

    public static TheoryData<string, string> WrongArguments() => new()
    {
        { "--epochs 0", "--epochs takes a whole number from 1" },
        { "--epochs many", "not 'many'" },
        { "--epochs", "--epochs" },
        { "--seed -1", "--seed takes a whole number from 0" },
        { "--seed 99999999999", "--seed takes a whole number" },
        { "--loss hinge", "--loss takes one of cross-entropy, smoothed, focal, not 'hinge'" },
        { "--colour", "--colour" },
        { "predict", "predict" },
        { "predict -1", "N takes a whole number from 0" },
        { "predict first", "not 'first'" },
        { "predict 1 2", "2" },
        { "--data \"\"", "--data takes a folder" },
        { "--data no-such-folder", "There is no folder 'no-such-folder'" },
        { "predict 1 --data no-such-folder", "There is no folder 'no-such-folder'" },
    };

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public void Wrong_arguments_get_one_sentence_and_exit_code_1(string arguments, string expected) =>
        AssertError(Run([.. arguments.Split(' ').Select(word => word.Trim('"'))]), expected);

    [Fact]
    public void An_image_beyond_the_last_is_told_how_many_there_are() =>
        AssertError(Run("predict", "1000", "--data", s_data), "There is no test image 1,000: they are numbered from 0 to 999.");

    [Fact]
    public void Predicting_before_training_tells_to_train() =>
        AssertError(Run("predict", "0", "--data", s_data, "--artifacts", _folder.Path), "There are no trained weights");

    [Fact]
    public void A_truncated_file_gets_one_sentence_and_exit_code_1()
    {
        foreach (var path in Directory.GetFiles(s_data, "*.gz"))
        {
            File.Copy(path, _folder[Path.GetFileName(path)]);
        }

        var images = File.ReadAllBytes(_folder["t10k-images-idx3-ubyte.gz"]);
        _folder.File("t10k-images-idx3-ubyte.gz", images[..(images.Length / 2)]);

        AssertError(Run("--data", _folder.Path, "--artifacts", _folder["artifacts"]), "truncated");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_before_training()
    {
        var file = _folder.File("taken", [1]);

        AssertError(Run("--data", s_data, "--artifacts", file), "cannot be created");
    }

    [Fact]
    public void Help_names_every_option_and_command()
    {
        var help = Run("--help");

        Assert.Equal(0, help.ExitCode);
        Assert.All(["--epochs", "--seed", "--loss", "--class-weights", "--unbalanced", "--data", "--artifacts", "train", "predict <N>"], word => Assert.Contains(word, help.Output));
    }

    private static void AssertError(ConsoleRun run, string expected)
    {
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Errors);
        var line = Assert.Single(run.Errors.TrimEnd().Split('\n'));
        Assert.EndsWith(".", line);
    }

    private static ConsoleRun Run(params string[] arguments) => ConsoleRun.Of(CommandLine.Run, arguments);
}
