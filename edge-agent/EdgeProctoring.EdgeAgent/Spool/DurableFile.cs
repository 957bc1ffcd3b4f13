using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Writes a file so that after a power cut it is there as a whole, or as it was before.</summary>
internal static partial class DurableFile
{
    /// <summary>What an interrupted write leaves behind ends with this.</summary>
    public const string Unfinished = ".tmp";

    public static void Write(string file, ReadOnlySpan<byte> content)
    {
        var temporary = file + Unfinished;
        using (var written = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, preallocationSize: content.Length))
        {
            RandomAccess.Write(written, content, 0);
            RandomAccess.FlushToDisk(written);
        }
        Rename(temporary, file);
    }

    /// <summary>The same for what only its owner may read, from the first byte on.</summary>
    public static void WriteSecret(string file, ReadOnlySpan<byte> content)
    {
        var temporary = file + Unfinished;
        File.Delete(temporary);
        using (var written = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            written.Write(content);
            written.Flush(flushToDisk: true);
        }
        Rename(temporary, file);
    }

    /// <summary>Gives a file that somebody else wrote its name.</summary>
    public static void Adopt(string written, string file)
    {
        using (var content = File.OpenHandle(written, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(content);
        }
        Rename(written, file);
    }

    private static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>A rename is on the disk only when its folder is.</summary>
    private static void FlushFolder(string path)
    {
        using var folder = OpenFolder(path, 0);
        if (folder.IsInvalid || Flush(folder) != 0)
        {
            throw new IOException($"The folder {path} could not be flushed to its disk (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle folder);
}
