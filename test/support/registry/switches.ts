/** Everything a test may turn on a running registry. Each field is read at every request. */
export interface Switches {
  /** If-Match has no effect: everywhere, or only inside bundles (some servers). Default false. */
  ignoreIfMatch: boolean | 'in-bundles';
  /** A stale If-Match answers 409 instead of 412. */
  conflict409For412: boolean;
  /** `true`: transaction bundles are refused with 400 `not-supported`; `'as-batch'`: silently run as a batch. */
  noTransactions: boolean | 'as-batch';
  /** Largest number of entries of one transaction (F24); the Medplum router itself stops at 50 updates. */
  maxTransactionEntries: number;
  /** Search answers carry no `next` link. */
  noNextLinks: boolean;
  /** Existing `next` links answer 410. */
  expiredNextLinks: boolean;
  /** Search answers carry no `total`. */
  noTotal: boolean;
  /** Largest page, whatever `_count` says. */
  maxPage: number;
  /** `_offset`: honoured, ignored, or refused with 400. */
  offset: 'honoured' | 'ignored' | 'refused';
  /** Search parameters refused with 400 as unknown although R4 has them (F26). */
  unknownSearchParameters: readonly string[];
  /** Added to the clock of `Date`, `lastUpdated` and token checks, in milliseconds. */
  clockOffsetMs: number;
  /** Rows written while true are stamped and readable by id, but no search shows them before `revealLate()` (F29). */
  lateVisible: boolean;
  /** Searches see the store as it was `ms` ago (F27); `honoursNoCache`: a request with `Cache-Control: no-cache` sees it fresh, as HAPI does. */
  staleSearch: { ms: number; honoursNoCache: boolean } | null;
  /** A reference to an absent local resource is refused with 400, deletion of a referenced resource with 409, as HAPI does. */
  referentialIntegrity: boolean;
  /** `response.etag` inside bundles as the bare version without `W/"…"`. */
  bareEtagInBundles: boolean;
  /** No ETag header and no `response.etag`: the client has to fall back to `meta.versionId`. */
  noEtag: boolean;
  /** The token endpoint answers `invalid_client` (F18). */
  refuseTokens: boolean;
  /** Larger request bodies answer 413. */
  maxBodyBytes: number;
}

export function defaultSwitches(): Switches {
  return {
    ignoreIfMatch: false,
    conflict409For412: false,
    noTransactions: false,
    maxTransactionEntries: 50,
    noNextLinks: false,
    expiredNextLinks: false,
    noTotal: false,
    maxPage: 200,
    offset: 'honoured',
    unknownSearchParameters: [],
    clockOffsetMs: 0,
    lateVisible: false,
    staleSearch: null,
    referentialIntegrity: true,
    bareEtagInBundles: false,
    noEtag: false,
    refuseTokens: false,
    maxBodyBytes: 20 * 1024 * 1024,
  };
}
