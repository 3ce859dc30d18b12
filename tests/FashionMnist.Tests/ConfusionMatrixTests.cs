using FashionMnist.Evaluation;

namespace FashionMnist.Tests;

public sealed class ConfusionMatrixTests
{
    private readonly ConfusionMatrix _confusion = new([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 0, 0]);

    [Fact]
    public void A_cell_counts_the_images_of_its_row_that_were_given_its_column()
    {
        Assert.Equal(2, _confusion[0, 0]);
        Assert.Equal(1, _confusion[0, 1]);
        Assert.Equal(1, _confusion[1, 0]);
        Assert.Equal(0, _confusion[2, 2]);
        Assert.Equal((3, 6), (_confusion.Correct, _confusion.Total));
    }

    [Fact]
    public void Recall_is_of_the_class_and_precision_of_what_was_given_it()
    {
        Assert.Equal(2.0 / 3, _confusion.Recall(0));
        Assert.Equal(2.0 / 4, _confusion.Precision(0));
        Assert.Equal(0, _confusion.Recall(2));
    }

    [Fact]
    public void A_class_without_images_has_neither()
    {
        Assert.Null(_confusion.Recall(9));
        Assert.Null(_confusion.Precision(2));
    }
}
