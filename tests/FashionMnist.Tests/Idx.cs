using System.Buffers.Binary;
using System.IO.Compression;

namespace FashionMnist.Tests;

/// <summary>IDX files byte for byte as the format's description has them, written apart from the reader under test.</summary>
internal static class Idx
{
    public const byte UnsignedByte = 0x08;

    public static byte[] Of(byte type, int[] dimensions, params byte[] elements)
    {
        var bytes = new List<byte> { 0, 0, type, (byte)dimensions.Length };
        foreach (var dimension in dimensions)
        {
            var size = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(size, dimension);
            bytes.AddRange(size);
        }

        return [.. bytes, .. elements];
    }

    public static byte[] Bytes(int[] dimensions, params byte[] elements) => Of(UnsignedByte, dimensions, elements);

    public static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }
}
