using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace EdgeProctoring.Hub.Tests.Running;

/// <summary>A mail server for one machine: takes letters and shows them.</summary>
internal sealed class SmtpPeer : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> _letters = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpPeer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public int Waiting => _letters.Reader.Count;

    /// <summary>The next letter with its headers, decoded.</summary>
    public async Task<string> NextAsync()
    {
        using var late = new CancellationTokenSource(_limit);
        return await _letters.Reader.ReadAsync(late.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 peer");
            while (await reader.ReadLineAsync(_stop.Token) is { } line && !line.StartsWith("QUIT", StringComparison.Ordinal))
            {
                if (line != "DATA")
                {
                    await writer.WriteLineAsync("250 fine");
                    continue;
                }
                await writer.WriteLineAsync("354 go on");
                var letter = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { } part && part != ".")
                {
                    letter.AppendLine(part);
                }
                _letters.Writer.TryWrite(Decode(letter.ToString()));
                await writer.WriteLineAsync("250 taken");
            }
        }
    }

    // Letters in Kazakh and Russian come as base 64; others as they are, in quoted-printable.
    private static string Decode(string letter)
    {
        var at = letter.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var plain ? plain : letter.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (letter[..at], letter[at..].Trim());
        return head + "\n\n" + (head.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(body))
            : body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal));
    }
}
