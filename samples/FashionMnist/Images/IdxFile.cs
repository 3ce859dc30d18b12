using System.Buffers.Binary;
using System.IO.Compression;

namespace FashionMnist.Images;

/// <summary>
/// One array in the IDX format of MNIST: two zero bytes, the element type, the number of dimensions, each dimension as a
/// big-endian 32-bit integer, then the elements, row-major and big-endian. Files may be compressed by gzip, which is
/// told by their content, not by their name.
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section "File formats".
/// </summary>
internal static class IdxFile
{
    private const byte UnsignedByte = 0x08;
    private const byte Float = 0x0D;

    /// <summary>Reads an array of unsigned bytes.</summary>
    /// <exception cref="InputException">There is no such file, or it is not a whole IDX file of bytes with that many dimensions.</exception>
    public static (int[] Dimensions, byte[] Elements) ReadBytes(string path, int dimensions) =>
        Read(path, UnsignedByte, "unsigned bytes", 1, dimensions);

    /// <summary>Reads an array of 32-bit floating-point numbers.</summary>
    /// <exception cref="InputException">There is no such file, or it is not a whole IDX file of floats with that many dimensions.</exception>
    public static (int[] Dimensions, float[] Elements) ReadFloats(string path, int dimensions)
    {
        var (sizes, bytes) = Read(path, Float, "32-bit floats", sizeof(float), dimensions);
        var elements = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = BinaryPrimitives.ReadSingleBigEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return (sizes, elements);
    }

    /// <summary>Writes an uncompressed array of 32-bit floating-point numbers.</summary>
    public static void WriteFloats(string path, ReadOnlySpan<int> dimensions, ReadOnlySpan<float> elements)
    {
        var header = 4 + (sizeof(int) * dimensions.Length);
        var bytes = new byte[header + (sizeof(float) * elements.Length)];
        bytes[2] = Float;
        bytes[3] = (byte)dimensions.Length;
        for (var i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (i * sizeof(int))), dimensions[i]);
        }

        for (var i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(header + (i * sizeof(float))), elements[i]);
        }

        File.WriteAllBytes(path, bytes);
    }

    private static (int[] Dimensions, byte[] Elements) Read(string path, byte type, string typeName, int elementSize, int dimensions)
    {
        try
        {
            using var file = OpenDecompressed(path);
            return Read(file, path, type, typeName, elementSize, dimensions);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file '{path}'.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be read: {error.Message}", error);
        }
        catch (InvalidDataException error)
        {
            throw new InputException($"'{path}' is damaged or truncated: its gzip compression cannot be undone.", error);
        }
    }

    private static (int[] Dimensions, byte[] Elements) Read(
        Stream file, string path, byte type, string typeName, int elementSize, int dimensions)
    {
        var header = new byte[4 + (sizeof(int) * dimensions)];
        var headerBytes = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (headerBytes < 4 || header[0] != 0 || header[1] != 0)
        {
            throw new InputException($"'{path}' is not an IDX file: it does not start with the format's two zero bytes, type and rank.");
        }

        if (header[2] != type || header[3] != dimensions)
        {
            throw new InputException(
                $"'{path}' holds elements of IDX type 0x{header[2]:X2} in {header[3]} dimensions, where {typeName} (0x{type:X2}) in {dimensions} are expected.");
        }

        if (headerBytes < header.Length)
        {
            throw new InputException($"'{path}' is truncated: it ends within its header.");
        }

        var sizes = new int[dimensions];
        long length = elementSize;
        for (var i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (i * sizeof(int))));
            if (sizes[i] <= 0 || length > Array.MaxLength / sizes[i])
            {
                throw new InputException(
                    $"'{path}' announces dimensions that are empty or too large; dimension {i + 1} of {dimensions} is {sizes[i]:N0}.");
            }

            length *= sizes[i];
        }

        return (sizes, ReadElements(file, path, (int)length));
    }

    private static byte[] ReadElements(Stream file, string path, int length)
    {
        // Grows with what is really there, so that a damaged header cannot ask for gigabytes.
        var elements = new byte[Math.Min(length, 1 << 20)];
        var count = 0;
        while (true)
        {
            var read = file.ReadAtLeast(elements.AsSpan(count), elements.Length - count, throwOnEndOfStream: false);
            count += read;
            if (count < elements.Length)
            {
                throw new InputException($"'{path}' is truncated: its header announces {length:N0} bytes of data, and {count:N0} are there.");
            }

            if (count == length)
            {
                break;
            }

            Array.Resize(ref elements, (int)Math.Min(length, 2L * elements.Length));
        }

        if (file.ReadByte() >= 0)
        {
            throw new InputException($"'{path}' is damaged: there is more than the {length:N0} bytes of data that its header announces.");
        }

        return elements;
    }

    private static Stream OpenDecompressed(string path)
    {
        var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[2];
        var compressed = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
        file.Position = 0;
        return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
