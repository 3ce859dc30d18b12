using System.Text;

namespace LossKernels.Fuzzing.Runs;

/// <summary>
/// A file with the source that is being tried: a stack overflow or an endless loop leaves nothing else. It is written over and never cut
/// shorter, which would take a tenth of a run's time; what is left of a longer source is blanks.
/// </summary>
/// <param name="path">The file, which is gone when all was tried.</param>
internal sealed class RunningSource(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.DeleteOnClose);

    public void Write(string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        var blanks = (int)Math.Max(0, _file.Length - bytes.Length);
        var padded = new byte[bytes.Length + blanks];
        bytes.CopyTo(padded, 0);
        padded.AsSpan(bytes.Length).Fill((byte)' ');
        _file.Position = 0;
        _file.Write(padded);
    }

    public void Dispose() => _file.Dispose();
}
