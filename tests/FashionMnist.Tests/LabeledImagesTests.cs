using FashionMnist.Images;

namespace FashionMnist.Tests;

public sealed class LabeledImagesTests : IDisposable
{
    private const string Images = "train-images-idx3-ubyte";
    private const string Labels = "train-labels-idx1-ubyte";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_number_of_images_of_any_size_is_read()
    {
        _folder.File(Images + ".gz", Idx.Gzip(Idx.Bytes([3, 1, 2], 1, 2, 3, 4, 5, 6)));
        _folder.File(Labels + ".gz", Idx.Gzip(Idx.Bytes([3], 9, 0, 4)));

        var images = LabeledImages.LoadTraining(_folder.Path);

        Assert.Equal((3, 1, 2), (images.Count, images.Height, images.Width));
        Assert.Equal([3, 4], images.Image(1).ToArray());
        Assert.Equal([9, 0, 4], images.Labels.ToArray());
    }

    [Fact]
    public void A_decompressed_file_goes_before_the_compressed_one_beside_it()
    {
        _folder.File(Images + ".gz", Idx.Gzip(Idx.Bytes([1, 1, 1], 1)));
        _folder.File(Labels + ".gz", Idx.Gzip(Idx.Bytes([1], 1)));
        _folder.File(Images, Idx.Bytes([2, 1, 1], 7, 8));
        _folder.File(Labels, Idx.Bytes([2], 2, 3));

        Assert.Equal(2, LabeledImages.LoadTraining(_folder.Path).Count);
    }

    [Fact]
    public void Images_and_labels_of_different_number_are_refused()
    {
        _folder.File(Images, Idx.Bytes([2, 1, 1], 1, 2));
        _folder.File(Labels, Idx.Bytes([3], 1, 2, 3));

        var error = Assert.Throws<InputException>(() => LabeledImages.LoadTraining(_folder.Path));

        Assert.Contains("has 2 images", error.Message);
        Assert.Contains("has 3 labels", error.Message);
    }

    [Fact]
    public void A_label_that_is_no_class_is_refused()
    {
        _folder.File(Images, Idx.Bytes([2, 1, 1], 1, 2));
        _folder.File(Labels, Idx.Bytes([2], 9, 10));

        var error = Assert.Throws<InputException>(() => LabeledImages.LoadTraining(_folder.Path));

        Assert.Contains("image 1 is labelled 10", error.Message);
    }

    [Fact]
    public void A_folder_without_the_files_is_told_what_it_lacks()
    {
        var error = Assert.Throws<InputException>(() => LabeledImages.LoadTest(_folder.Path));

        Assert.Contains("has no 't10k-images-idx3-ubyte.gz'", error.Message);
    }
}
