using FashionMnist.Images;

namespace FashionMnist.Tests;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Elements_and_dimensions_are_those_of_the_file()
    {
        var path = _folder.File("images", Idx.Bytes([2, 1, 3], 1, 2, 3, 253, 254, 255));

        var (dimensions, elements) = IdxFile.ReadBytes(path, dimensions: 3);

        Assert.Equal([2, 1, 3], dimensions);
        Assert.Equal([1, 2, 3, 253, 254, 255], elements);
    }

    [Fact]
    public void A_compressed_file_reads_like_the_plain_one_whatever_its_name()
    {
        var content = Noise(3_000_000); // more than the reader's first buffer, so that it grows on the way
        var path = _folder.File("no-ending", Idx.Gzip(Idx.Bytes([content.Length], content)));

        Assert.Equal(content, IdxFile.ReadBytes(path, dimensions: 1).Elements);
    }

    [Fact]
    public void Floats_come_back_with_the_same_bits()
    {
        float[] values = [0f, -0f, 1f / 3, float.Epsilon, float.MaxValue, -1e-30f];
        var path = _folder["floats"];

        IdxFile.WriteFloats(path, [3, 2], values);
        var (dimensions, elements) = IdxFile.ReadFloats(path, dimensions: 2);

        Assert.Equal([3, 2], dimensions);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), elements.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Floats_are_written_big_endian_as_the_format_asks()
    {
        IdxFile.WriteFloats(_folder["one"], [1], [1f]);

        Assert.Equal([0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0x80, 0, 0], File.ReadAllBytes(_folder["one"]));
    }

    public static TheoryData<string, byte[], string> DamagedFiles() => new()
    {
        { "empty", [], "is not an IDX file" },
        { "text", "hello, world"u8.ToArray(), "is not an IDX file" },
        { "header cut off", Idx.Bytes([2, 2])[..9], "ends within its header" },
        { "data cut off", Idx.Bytes([2, 3], 1, 2, 3, 4, 5), "is truncated: its header announces 6 bytes of data, and 5 are there" },
        { "no data", Idx.Bytes([2, 3]), "is truncated: its header announces 6 bytes of data, and 0 are there" },
        { "far less data than announced", Idx.Bytes([40_000, 50_000], 1, 2), "is truncated: its header announces 2,000,000,000 bytes of data, and 2 are there" },
        { "fewer dimensions", Idx.Bytes([2], 1, 2, 3), "holds elements of IDX type 0x08 in 1 dimensions" },
        { "surplus", Idx.Bytes([1, 2], 1, 2, 3), "there is more than the 2 bytes of data" },
        { "other type", Idx.Of(0x0C, [1, 1], 1, 2, 3, 4), "of IDX type 0x0C" },
        { "no elements", Idx.Bytes([0, 3]), "empty or too large" },
        { "negative size", Idx.Bytes([-1, 3]), "empty or too large" },
        { "beyond an array", Idx.Bytes([100_000, 100_000]), "empty or too large" },
        { "compression cut off", Idx.Gzip(Idx.Bytes([2, 500], Noise(1000)))[..500], "truncated" },
        { "compression damaged", Idx.Gzip(Idx.Bytes([1, 2], 1, 2))[..12].Concat(new byte[] { 255, 255, 255 }).ToArray(), "damaged" },
    };

    [Theory]
    [MemberData(nameof(DamagedFiles))]
    public void A_damaged_file_is_told_in_one_sentence_that_names_it(string damage, byte[] content, string expected)
    {
        var path = _folder.File(damage, content);

        var error = Assert.Throws<InputException>(() => IdxFile.ReadBytes(path, dimensions: 2));

        Assert.Contains(expected, error.Message);
        Assert.Contains(path, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("no-folder/missing")]
    public void A_missing_file_is_told_by_its_path(string name)
    {
        var error = Assert.Throws<InputException>(() => IdxFile.ReadBytes(_folder[name], dimensions: 1));

        Assert.Equal($"There is no file '{_folder[name]}'.", error.Message);
    }

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(5).NextBytes(bytes);
        return bytes;
    }
}
