using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>How remote exams are held.</summary>
internal sealed class RemoteOptions
{
    public const string Section = "RemoteExams";

    /// <summary>After so long without any word of the page a sitting is ended; a person may let the student go on. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "02:00:00")]
    public TimeSpan IdleEnd { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After so long without a word another tab or computer may take the exam over. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan TakeOver { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the record's minutes are brought up to date with what came in. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan AccountEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Upload that a student's computer must have, in kbit/s. Default 1000.</summary>
    [Range(100, 100_000)]
    public int LeastUploadKbits { get; init; } = 1_000;

    /// <summary>Threads that look at pictures, 0 to 64; 0 = nobody looks. Default 1.</summary>
    [Range(0, 64)]
    public int Lookers { get; init; } = 1;

    /// <summary>Whether microphones are listened to for speech. Default yes.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>Folder of the models (manifest.json); default: the one that came with the program, or the source tree's.</summary>
    public string? Models { get; init; }

    /// <summary>How long after the exam's end what a page had kept is still taken. Default one day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan LateFor { get; init; } = TimeSpan.FromDays(1);
}
