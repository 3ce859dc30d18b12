using FashionMnist.Images;
using FashionMnist.Model;

namespace FashionMnist.Tests;

public sealed class WeightsFileTests : IDisposable
{
    private const int Pixels = 6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saved_weights_come_back_with_the_same_bits()
    {
        var random = new Random(3);
        var saved = new LinearClassifier(Pixels);
        foreach (ref var parameter in saved.Parameters)
        {
            parameter = (random.NextSingle() - 0.5f) * 1e3f;
        }

        WeightsFile.Save(_folder["weights"], saved);
        var loaded = WeightsFile.Load(_folder["weights"], Pixels);

        Assert.Equal(saved.Parameters.ToArray(), loaded.Parameters.ToArray());
    }

    [Fact]
    public void A_row_of_the_file_is_a_class_with_its_bias_last()
    {
        var classifier = new LinearClassifier(Pixels);
        classifier.Weights[(3 * Pixels) + 1] = 5;
        classifier.Biases[3] = 7;

        WeightsFile.Save(_folder["weights"], classifier);
        var (dimensions, table) = IdxFile.ReadFloats(_folder["weights"], dimensions: 2);

        Assert.Equal([Clothing.Classes, Pixels + 1], dimensions);
        Assert.Equal([0, 5, 0, 0, 0, 0, 7], table[(3 * (Pixels + 1))..(4 * (Pixels + 1))]);
    }

    [Fact]
    public void Missing_weights_are_told_with_how_to_get_them()
    {
        var error = Assert.Throws<InputException>(() => WeightsFile.Load(_folder["weights"], Pixels));

        Assert.Contains("There are no trained weights", error.Message);
        Assert.Contains("trains and saves them", error.Message);
    }

    [Fact]
    public void Weights_for_other_images_are_refused()
    {
        WeightsFile.Save(_folder["weights"], new LinearClassifier(Pixels));

        var error = Assert.Throws<InputException>(() => WeightsFile.Load(_folder["weights"], Pixels + 1));

        Assert.Contains("rows of 7 weights", error.Message);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_refused()
    {
        var table = new float[Clothing.Classes * (Pixels + 1)];
        table[5] = float.NaN;
        IdxFile.WriteFloats(_folder["weights"], [Clothing.Classes, Pixels + 1], table);

        Assert.Contains("not a number", Assert.Throws<InputException>(() => WeightsFile.Load(_folder["weights"], Pixels)).Message);
    }
}
