using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeProctoring.EdgeAgent;

/// <summary>A child that writes to a pipe: its complaints are drained and the last of them kept, and it never outlives its owner.</summary>
internal sealed partial class FfmpegProcess : IAsyncDisposable
{
    private const int KeptBytes = 2048;
    private const int SetPipeSize = 1031;
    private const int PipeBytes = 1 << 20;

    private readonly Process _process;
    private readonly Task _draining;
    private readonly byte[] _said = new byte[KeptBytes];
    private int _saidLength;

    private FfmpegProcess(Process process)
    {
        _process = process;
        _draining = DrainAsync();
        if (process.StandardOutput.BaseStream is System.IO.Pipes.PipeStream pipe)
        {
            // A whole picture fits: fewer wake-ups. Where the kernel refuses, the pipe is just smaller.
            _ = SetPipe(pipe.SafePipeHandle, SetPipeSize, PipeBytes);
        }
    }

    public int Id => _process.Id;
    public Stream Output => _process.StandardOutput.BaseStream;
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>The last that it complained about, in one line.</summary>
    public string LastWords => Encoding.UTF8.GetString(_said, 0, _saidLength).ReplaceLineEndings(" | ").Trim(' ', '|');

    public static FfmpegProcess Start(string program, IEnumerable<string> arguments, bool withInput)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            var process = Process.Start(start) ?? throw new CaptureException($"{program} did not start");
            if (!withInput)
            {
                process.StandardInput.Close();
            }
            return new FfmpegProcess(process);
        }
        catch (Win32Exception)
        {
            throw new CaptureException($"the program '{program}' is not installed; install it (Debian: {(program == "ffmpeg" ? "ffmpeg" : "rpicam-apps")})");
        }
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
        await _process.WaitForExitAsync();
        await _draining;
        _process.Dispose();
    }

    private async Task DrainAsync()
    {
        var buffer = new byte[KeptBytes];
        var errors = _process.StandardError.BaseStream;
        while (await errors.ReadAsync(buffer) is > 0 and var count)
        {
            var kept = Math.Min(_saidLength, KeptBytes - count);
            _said.AsSpan(_saidLength - kept, kept).CopyTo(_said);
            buffer.AsSpan(0, count).CopyTo(_said.AsSpan(kept));
            _saidLength = kept + count;
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int SetPipe(SafeHandle pipe, int command, int bytes);
}
