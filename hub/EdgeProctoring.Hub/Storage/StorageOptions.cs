using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.Storage;

/// <summary>Where the hub keeps what it must not lose.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Folder of the database file, the evidence and the sign-in keys.</summary>
    [Required(ErrorMessage = "Storage:Folder must name the folder of the hub's data.")]
    public string Folder { get; init; } = "";

    /// <summary>Connection string of a PostgreSQL database that takes the place of the SQLite file; absent = SQLite.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>
    /// Connection string of the role that owns the tables, used for migrations alone; absent = the hub's own role owns them,
    /// and triggers alone keep the record append-only.
    /// </summary>
    public string? PostgreSqlOwner { get; init; }
}
